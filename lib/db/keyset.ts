import { now } from "#lib/kernel/clock.ts";
import type { Key, Place } from "#lib/kernel/place.ts";
import { Prisma } from "./generated/client.ts";

/** Where a page of a list begins, or ends. */
export type Cursor = Place;

/**
 * A way to sort a list: the column, which needs an index that ends with the id; what it holds and how a row tells it; the way it runs
 * unless told otherwise.
 */
export type Sort<Row> = { column: Prisma.Sql; holds: "instant" | "amount" | "text"; keyOf: (row: Row) => Key; first: "asc" | "desc" };

/** How a list is asked for: by which of its sorts, and whether from its greatest. */
export type Sorting<By extends string = string> = { by: By; descending: boolean };

/** `newest`: before it stands what arrives from now on; null but for the beginning of a list whose own order is newest first, and in it. */
export type KeysetPage<Row> = { rows: Row[]; before: Cursor | null; after: Cursor | null; newest: Cursor | null };

const PAGE_SIZE = 50;
const LOWEST_ID = "00000000-0000-0000-0000-000000000000";

const TYPE_OF = { instant: "object", amount: "bigint", text: "string" };

/**
 * A page of a list: the SQL that continues from `cursor` (`where`) and sorts and cuts (`order`), and the page made of what they brought.
 * The first of `sorts` is the list's own order; `id` is the column that decides among equals. A place in another order is the beginning.
 */
export function keyset<Row extends { id: string }, By extends string>(
  sorts: Record<By, Sort<Row>>,
  id: Prisma.Sql,
  { sorting, cursor, size = PAGE_SIZE }: { sorting?: Sorting<By>; cursor: Cursor | null; size?: number },
): { where: Prisma.Sql; order: Prisma.Sql; page: (found: Row[]) => KeysetPage<Row> } {
  const own = Object.keys(sorts)[0] as By;
  const { column, holds, keyOf, first } = sorts[sorting?.by ?? own];
  const from = cursor && typeof cursor.key === TYPE_OF[holds] ? cursor : null;
  const descending = sorting?.descending ?? first === "desc";
  const arrivesOnTop = holds === "instant" && descending && (sorting?.by ?? own) === own;
  const backwards = from?.direction === "before";
  const down = descending !== backwards;
  const way = down ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  return {
    where: from ? Prisma.sql`(${column}, ${id}) ${down ? Prisma.sql`<` : Prisma.sql`>`} (${from.key}, ${from.id}::uuid)` : Prisma.sql`TRUE`,
    // One row more than the page is asked for, to know whether the list goes on.
    order: Prisma.sql`ORDER BY ${column} ${way}, ${id} ${way} LIMIT ${size + 1}`,
    page: (found) => {
      const more = found.length > size;
      const rows = found.slice(0, size);
      if (backwards) rows.reverse();
      const place = (direction: Cursor["direction"], row: Row | undefined) => row && { direction, key: keyOf(row), id: row.id };
      const begins = backwards ? !more : from === null;
      return {
        rows,
        newest: begins && arrivesOnTop ? (place("before", rows.at(0)) ?? { direction: "before", key: now(), id: LOWEST_ID }) : null,
        before: (!begins && place("before", rows.at(0))) || null,
        after: ((backwards || more) && place("after", rows.at(-1))) || null,
      };
    },
  };
}
