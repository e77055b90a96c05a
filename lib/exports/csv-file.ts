import { z } from "zod";
import { csvLine } from "#lib/kernel/csv.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import type { Cell, Sheet } from "./cell.ts";

/** How far a CSV file is written. */
export const csvFile = z.object({ begun: z.boolean() });
type CsvFile = z.output<typeof csvFile>;

export const NO_CSV: CsvFile = { begun: false };

/** The next rows, below the names of the columns in UTF-8 that spreadsheets know for it. Amounts are decimals, instants in UTC. */
export async function addToCsv(file: CsvFile, rows: Cell[][], { columns }: Sheet): Promise<Uint8Array> {
  const head = file.begun ? "" : `\uFEFF${csvLine(columns)}`;
  file.begun = true;
  return Buffer.from(head + rows.map((row) => csvLine(row.map(inCsv))).join(""));
}

function inCsv(cell: Cell): string | number | Date | null {
  return cell !== null && typeof cell === "object" && "minor" in cell ? toDecimal(cell) : cell;
}
