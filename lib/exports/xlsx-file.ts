import { z } from "zod";
import type { Cell, Sheet } from "./cell.ts";
import { instantColumn, row, sheetBegin, sheetEnd, WORKBOOK_BEGIN, workbookEnd } from "./sheet-xml.ts";
import { addToEntry, beginEntry, endEntry, endZip, zip } from "./zip.ts";

/** How far an XLSX file is written: `line` is that of its last sheet. */
export const xlsxFile = z.object({ zip, sheets: z.int(), line: z.int() });
type XlsxFile = z.output<typeof xlsxFile>;

export const NO_XLSX: XlsxFile = { zip: { at: 0, entries: [] }, sheets: 0, line: 0 };

/** The lines that a sheet may have, its names included; more go on in the next one. */
const MOST_LINES = 1_048_576;
/** Some readers count a sheet's bytes with 31 bits. */
const MOST_BYTES = 2 ** 30;

/** The next rows. Amounts and numbers are numbers, instants dates of the account's time zone, as the names of their columns say. */
export async function addToXlsx(file: XlsxFile, rows: Cell[][], sheet: Sheet): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  if (file.sheets === 0) pieces.push(...(await writeEntries(file, WORKBOOK_BEGIN)), ...(await beginSheet(file, sheet)));
  for (let from = 0; from < rows.length; ) {
    if (file.line === MOST_LINES || sizeOf(file) > MOST_BYTES) pieces.push(...(await endSheet(file)), ...(await beginSheet(file, sheet)));
    const some = rows.slice(from, from + MOST_LINES - file.line);
    const lines = some.map((cells, index) => row(file.line + index + 1, cells, sheet));
    pieces.push(await addToEntry(file.zip, lines.join("")));
    file.line += some.length;
    from += some.length;
  }
  return Buffer.concat(pieces);
}

/** What comes after the last row. */
export async function endXlsx(file: XlsxFile): Promise<Uint8Array> {
  return Buffer.concat([...(await endSheet(file)), ...(await writeEntries(file, workbookEnd(file.sheets))), endZip(file.zip)]);
}

async function beginSheet(file: XlsxFile, { columns, timeZone }: Sheet): Promise<Uint8Array[]> {
  file.sheets += 1;
  file.line = 1;
  const names = columns.map((name) => instantColumn(name, timeZone));
  return [beginEntry(file.zip, `xl/worksheets/sheet${file.sheets}.xml`), await addToEntry(file.zip, sheetBegin(names))];
}

async function endSheet(file: XlsxFile): Promise<Uint8Array[]> {
  return [await addToEntry(file.zip, sheetEnd), await endEntry(file.zip)];
}

async function writeEntries(file: XlsxFile, entries: Record<string, string>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for (const [name, xml] of Object.entries(entries))
    pieces.push(beginEntry(file.zip, name), await addToEntry(file.zip, xml), await endEntry(file.zip));
  return pieces;
}

function sizeOf(file: XlsxFile): number {
  return file.zip.entries[file.zip.entries.length - 1].size;
}
