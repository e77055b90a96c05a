import { Prisma } from "./generated/client.ts";

/** A place in a list sorted newest first: the rows `after` it are older, the rows `before` it are newer. */
export type Cursor = { direction: "after" | "before"; at: Date; id: string };

export type KeysetPage<Row> = { rows: Row[]; before: Cursor | null; after: Cursor | null };

export const NO_ROWS: KeysetPage<never> = { rows: [], before: null, after: null };

export const PAGE_SIZE = 50;

/** The SQL that continues from `cursor`. `at` and `id` are the columns of the sort, e.g. `t."createdAt"`. */
export function keysetWhere(cursor: Cursor | null, at: Prisma.Sql, id: Prisma.Sql): Prisma.Sql {
  if (!cursor) return Prisma.sql`TRUE`;
  return cursor.direction === "after"
    ? Prisma.sql`(${at}, ${id}) < (${cursor.at}, ${cursor.id}::uuid)`
    : Prisma.sql`(${at}, ${id}) > (${cursor.at}, ${cursor.id}::uuid)`;
}

/** One row more than the page is asked for, to know whether the list goes on. */
export function keysetOrder(cursor: Cursor | null, at: Prisma.Sql, id: Prisma.Sql, size = PAGE_SIZE): Prisma.Sql {
  return cursor?.direction === "before"
    ? Prisma.sql`ORDER BY ${at} ASC, ${id} ASC LIMIT ${size + 1}`
    : Prisma.sql`ORDER BY ${at} DESC, ${id} DESC LIMIT ${size + 1}`;
}

/** Makes a page, newest first, of what `keysetOrder` brought. */
export function keysetPage<Row extends { id: string }>(
  found: Row[],
  cursor: Cursor | null,
  at: (row: Row) => Date,
  size = PAGE_SIZE,
): KeysetPage<Row> {
  const more = found.length > size;
  const rows = found.slice(0, size);
  const backwards = cursor?.direction === "before";
  if (backwards) rows.reverse();
  const first = rows.at(0);
  const last = rows.at(-1);
  const newer = backwards ? more : cursor !== null;
  const older = backwards ? true : more;
  return {
    rows,
    before: first && newer ? { direction: "before", at: at(first), id: first.id } : null,
    after: last && older ? { direction: "after", at: at(last), id: last.id } : null,
  };
}
