import type { z } from "zod";
import type { ExportFormat } from "#lib/db/generated/client.ts";
import type { Cell, Sheet } from "./cell.ts";
import { addToCsv, csvFile, NO_CSV } from "./csv-file.ts";
import { addToXlsx, endXlsx, NO_XLSX, xlsxFile } from "./xlsx-file.ts";

type Format<File> = {
  /** Reads how far a file is written, as it was kept. */
  state: z.ZodType<File>;
  none: File;
  /** Changes `file` to how far it is written then. */
  add: (file: File, rows: Cell[][], sheet: Sheet) => Promise<Uint8Array>;
  end: (file: File) => Promise<Uint8Array>;
};

const CSV: Format<z.output<typeof csvFile>> = { state: csvFile, none: NO_CSV, add: addToCsv, end: async () => new Uint8Array() };
const XLSX: Format<z.output<typeof xlsxFile>> = { state: xlsxFile, none: NO_XLSX, add: addToXlsx, end: endXlsx };

export type OpenFile = { add: (rows: Cell[][]) => Promise<Uint8Array>; end: () => Promise<Uint8Array>; state: unknown };

/** A file that is written piece by piece, by whoever has the `state` that it was left in; null: from its beginning. */
export function openFile(format: ExportFormat, state: unknown, sheet: Sheet): OpenFile {
  return format === "CSV" ? opened(CSV, state, sheet) : opened(XLSX, state, sheet);
}

function opened<File>({ state: kept, none, add, end }: Format<File>, state: unknown, sheet: Sheet): OpenFile {
  const file = kept.parse(state ?? structuredClone(none));
  return { state: file, add: (rows) => add(file, rows, sheet), end: () => end(file) };
}
