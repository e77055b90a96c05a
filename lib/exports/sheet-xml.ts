import { toDecimal } from "#lib/kernel/money.ts";
import type { Cell, Sheet } from "./cell.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Styles by their place in `STYLES`; those of amounts follow, by how many decimals their currency has. */
const STYLE = { name: 1, instant: 2, amount: 3 };
const AMOUNTS = ["#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000"];
const FIRST_FORMAT = 164; // those before are built in

/** More digits than a spreadsheet's number has are written as text. */
const MOST_DIGITS = 15;
/** A cell takes no more. */
const MOST_LETTERS = 32_767;

const DAY_MS = 86_400_000;
/** The day of 1 January 1970, counted as spreadsheets do. */
const EPOCH_DAY = 25_569;

/** A line of a sheet. Words are words, whatever they begin with: nothing here is a formula. */
export function row(line: number, cells: Cell[], { timeZone }: Pick<Sheet, "timeZone">): string {
  return `<row r="${line}">${cells.map((cell, column) => cellXml(cell, `${letters(column)}${line}`, timeZone)).join("")}</row>`;
}

function cellXml(cell: Cell, at: string, timeZone: string): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "string") return words(cell, at);
  if (typeof cell === "number") return `<c r="${at}"><v>${cell}</v></c>`;
  if (cell instanceof Date) return `<c r="${at}" s="${STYLE.instant}"><v>${serial(cell, timeZone)}</v></c>`;
  const decimal = toDecimal(cell);
  if (decimal.replace(/\D/g, "").length > MOST_DIGITS) return words(decimal, at);
  return `<c r="${at}" s="${STYLE.amount + (decimal.split(".")[1]?.length ?? 0)}"><v>${decimal}</v></c>`;
}

function words(text: string, at: string, style = 0): string {
  return `<c r="${at}" t="inlineStr"${style ? ` s="${style}"` : ""}><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** The name of a column in a sheet, which has no time zones: that of instants says theirs. */
export function instantColumn(name: string, timeZone: string): string {
  return /(^|_)at$/.test(name) ? `${name} (${timeZone})` : name;
}

/** Everything before the rows: the names of the columns, which stay in view. */
export function sheetBegin(names: string[]): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const head = names.map((name, column) => words(name, `${letters(column)}1`, STYLE.name)).join("");
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols><col min="1" max="${names.length}" width="20" customWidth="1"/></cols><sheetData><row r="1">${head}</row>`;
}

export const sheetEnd = "</sheetData></worksheet>";

/** The files of the archive before the sheets. */
export const WORKBOOK_BEGIN = {
  "_rels/.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
};

/** And those after them, once it is known how many there are. */
export function workbookEnd(sheets: number): Record<string, string> {
  const each = (xml: (sheet: number) => string) => Array.from({ length: sheets }, (_, index) => xml(index + 1)).join("");
  return {
    "xl/styles.xml": STYLES,
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((n) => `<sheet name="${n}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "[Content_Types].xml": `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
  };
}

const formats = ["yyyy-mm-dd hh:mm:ss", ...AMOUNTS].map(
  (code, index) => `<numFmt numFmtId="${FIRST_FORMAT + index}" formatCode="${code}"/>`,
);
const styled = formats.map(
  (_, index) => `<xf numFmtId="${FIRST_FORMAT + index}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
);
const fills = ["none", "gray125"].map((pattern) => `<fill><patternFill patternType="${pattern}"/></fill>`);
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">${formats.join("")}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2">${fills.join("")}</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styled.length + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>${styled.join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** A, B … Z, AA, AB … */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

/** Days since the end of 1899, as the clock showed there. */
function serial(at: Date, timeZone: string): number {
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  return (at.getTime() + offsetNanoseconds / 1e6) / DAY_MS + EPOCH_DAY;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** What XML cannot say is written as spreadsheets do, `_x0007_`; and so is what looks like that. */
function escaped(text: string): string {
  return text
    .slice(0, MOST_LETTERS)
    .toWellFormed()
    .replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_")
    .replace(/(?![\t\n])[\p{Cc}\ufffe\uffff]/gu, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`)
    .replace(/[&<>]/g, (sign) => ENTITIES[sign]);
}
