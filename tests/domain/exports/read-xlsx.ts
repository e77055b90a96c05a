import { XMLParser } from "fast-xml-parser";
import { strFromU8, unzipSync } from "fflate";

const TEXT = "#text";
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  trimValues: false,
  parseTagValue: false,
  isArray: (name) => ["row", "c", "sheet", "xf", "numFmt"].includes(name),
});

type XmlCell = { r: string; t?: string; s?: string; v?: string; f?: unknown; is?: { t: string | { [TEXT]?: string } } };
export type ReadCell = { value: string | number; format: string };

/** The sheets of a workbook, as somebody reads them who did not write it: each row's cells by the letters of their columns. */
export function readXlsx(file: Buffer): Record<string, ReadCell>[][] {
  const files = unzipSync(file);
  const xml = (name: string) => parser.parse(strFromU8(files[name]));
  const { cellXfs, numFmts } = xml("xl/styles.xml").styleSheet;
  const codes = new Map(numFmts.numFmt.map((each: { numFmtId: string; formatCode: string }) => [each.numFmtId, each.formatCode]));
  const formatOf = (style = "0") => String(codes.get(cellXfs.xf[Number(style)].numFmtId) ?? "General");
  const sheets: { name: string }[] = xml("xl/workbook.xml").workbook.sheets.sheet;
  return sheets.map(({ name }) => {
    const rows: { c?: XmlCell[] }[] = xml(`xl/worksheets/sheet${name}.xml`).worksheet.sheetData.row;
    return rows.map(({ c = [] }) => Object.fromEntries(c.map((cell) => [cell.r.replace(/\d/g, ""), read(cell, formatOf(cell.s))])));
  });
}

function read({ t, v, is, f }: XmlCell, format: string): ReadCell {
  if (f !== undefined) throw new Error("A cell is a formula");
  if (t !== "inlineStr") return { value: Number(v), format };
  const text = typeof is?.t === "object" ? (is.t[TEXT] ?? "") : (is?.t ?? "");
  return { value: text, format };
}
