import type { z } from "zod";
import type { Cursor } from "#lib/db/keyset.ts";
import type { Counted } from "#lib/kernel/counted.ts";
import type { Cell } from "./cell.ts";

type Page<Row> = { rows: Row[]; after: Cursor | null };
type Asked<Filter> = Filter & { madeBy?: Date };

type Definition<Filter, Row> = {
  /** Reads the filter as it was kept. */
  filter: z.ZodType<Filter>;
  columns: Record<string, (row: Row) => Cell>;
  /** The list's own query. */
  page: (filter: Asked<Filter>, timeZone: string, cursor: Cursor | null, size: number) => Promise<Page<Row>>;
  count: (filter: Filter, timeZone: string) => Promise<Counted>;
};

type Where = { timeZone: string; madeBy: Date; cursor: Cursor | null; size: number };

/** A list that can be a file: its rows are those that its page shows. */
export type ExportedList = {
  columns: string[];
  /** So many rows from `cursor` on, of those made by `madeBy`, and where they go on. */
  read: (filter: unknown, where: Where) => Promise<Page<Cell[]>>;
  count: (filter: unknown, timeZone: string) => Promise<Counted>;
};

export function exportedList<Filter extends object, Row>({ filter, columns, page, count }: Definition<Filter, Row>): ExportedList {
  const cells = Object.values(columns);
  return {
    columns: Object.keys(columns),
    read: async (kept, { timeZone, madeBy, cursor, size }) => {
      const { rows, after } = await page({ ...filter.parse(kept), madeBy }, timeZone, cursor, size);
      return { rows: rows.map((row) => cells.map((cell) => cell(row))), after };
    },
    count: (kept, timeZone) => count(filter.parse(kept), timeZone),
  };
}
