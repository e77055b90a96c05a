import { z } from "zod";
import { COLUMNS, type Column, type Columns, columnsNamed, headerOf, isWhole, MOST_COLUMNS } from "./column-names.ts";

export const SEPARATORS = { semicolon: ";", comma: ",", tab: "\t", bar: "|" } as const;
export type Separator = keyof typeof SEPARATORS;
export const SEPARATOR_NAMES = Object.keys(SEPARATORS) as [Separator, ...Separator[]];

/** In which order a date is written: day, month, year. */
export const DATE_ORDERS = ["dmy", "mdy", "ymd"] as const;
export const DECIMALS = ["comma", "point"] as const;

/** So far down names of columns are looked for: some banks write a letter above them. */
export const MOST_HEAD = 100;
const LOOKED_AT = 30;

const place = z.number().int().min(0).max(MOST_COLUMNS);

/** How a bank's table is read. `head`: the row that names the columns, from 1; 0 where none does. */
export const layoutShape = z.object({
  separator: z.enum(SEPARATOR_NAMES),
  head: z.number().int().min(0).max(MOST_HEAD),
  columns: z.partialRecord(z.enum(COLUMNS as [Column, ...Column[]]), place),
  dates: z.enum(DATE_ORDERS),
  decimal: z.enum(DECIMALS),
});
export type Layout = z.output<typeof layoutShape>;

/** The same as another file of that bank has it. */
export function headerAt(rows: string[][], head: number): string {
  return head === 0 ? `#${Math.max(0, ...rows.slice(0, LOOKED_AT).map((row) => row.length))}` : headerOf(rows[head - 1] ?? []);
}

/** How a table seems to be written: what its columns are called, and how its dates and amounts look. */
export function guessedLayout(rows: string[][], separator: Separator, at?: number): Layout {
  const head = at ?? headOf(rows);
  const columns = head === 0 ? {} : columnsNamed(rows[head - 1] ?? []);
  return { separator, head, columns, ...habitsOf(rows.slice(head), columns, separator) };
}

/** The row that names columns as banks do; or else the first of the widest. */
function headOf(rows: string[][]): number {
  const named = rows.findIndex((row) => isWhole(columnsNamed(row)));
  if (named >= 0) return named + 1;
  const first = rows.slice(0, LOOKED_AT);
  const filled = first.map((row) => row.filter((cell) => cell.trim()).length);
  const widest = filled.indexOf(Math.max(0, ...filled));
  return first[widest]?.some((cell) => /\d/.test(cell)) ? 0 : widest + 1;
}

/** Of the rows below the names; without columns all cells are looked at. */
function habitsOf(rows: string[][], columns: Columns, separator: Separator): Pick<Layout, "dates" | "decimal"> {
  const cellsOf = (...places: (number | undefined)[]) => {
    const known = places.filter((at) => at !== undefined);
    return known.length > 0 ? rows.flatMap((row) => known.map((at) => row[at] ?? "")) : rows.flat();
  };
  const dates = cellsOf(columns.date);
  const amounts = cellsOf(columns.amount, columns.credit, columns.debit);
  const first = (pattern: RegExp) => dates.some((cell) => pattern.test(cell.trim()));
  const ymd = first(/^\d{4}[-./]\d{1,2}[-./]\d{1,2}/) && !first(/^\d{1,2}[-./]\d{1,2}[-./]\d/);
  const mdy = first(/^\d{1,2}\/(?:1[3-9]|2\d|3[01])\//) && !first(/^(?:1[3-9]|2\d|3[01])\//);
  const ends = (pattern: RegExp) => amounts.filter((cell) => pattern.test(cell)).length;
  const [commas, points] = [ends(/\d,\d\d\D*$/), ends(/\d\.\d\d\D*$/)];
  const comma = commas === points ? separator === "semicolon" : commas > points;
  return { dates: ymd ? "ymd" : mdy ? "mdy" : "dmy", decimal: comma ? "comma" : "point" };
}
