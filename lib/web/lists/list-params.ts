import type { z } from "zod";
import type { Cursor, KeysetPage, Sort, Sorting } from "#lib/db/keyset.ts";
import { decodeCursor, encodeCursor } from "#lib/kernel/place.ts";
import {
  choiceParam,
  dateParam,
  idParam,
  type Kept,
  pageAddress,
  readFilters,
  readParams,
  type SearchParams,
  textParam,
  type Unreadable,
} from "./page-params.ts";

/** The page of a list whose filters cannot be read. */
export const NO_ROWS: KeysetPage<never> = { rows: [], before: null, after: null, newest: null };

/** What stands in every list's address: the search and civil days. */
export const LIST_PARAMS = { q: textParam(), from: dateParam(), to: dateParam() };
const PLACE = { cursor: textParam(2000), open: idParam(), cols: textParam(300) };
const DIRECTION = choiceParam(["asc", "desc"]);

type Values<Fields extends z.ZodRawShape> = z.output<z.ZodObject<Fields>>;
type Sorts<By extends string> = Record<By, Pick<Sort<never>, "first">>;

/**
 * Reads the address of a list: its filters (`fields`), its order, its columns, its place and the row whose details are open. `kept` is what links keep;
 * what cannot be read of filters and order is in `unreadable`, a wrong place is its beginning.
 */
export async function readList<Fields extends z.ZodRawShape, By extends string>(
  fields: Fields,
  sorts: Sorts<By>,
  searchParams: SearchParams,
) {
  const filters = await readFilters(fields, searchParams);
  const order = await readFilters({ sort: choiceParam(Object.keys(sorts)), dir: DIRECTION }, searchParams);
  const { cursor, open, cols } = await readParams(PLACE, searchParams);
  const { sort, dir } = order.values;
  const by = (sort as By | null) ?? ownOrder(sorts);
  const sorting: Sorting<By> = { by, descending: (dir ?? sorts[by].first) === "desc" };
  const unreadable: Unreadable = { ...filters.unreadable, ...order.unreadable };
  const kept = { ...filters.values, sort, dir, cols: cols || null, ...unreadable } as Values<Fields> & Kept;
  return { asked: filters.values, kept, sorting, unreadable, cursor: decodeCursor(cursor), open };
}

/** How a heading sorts its list: where it leads, and the order in force if it is by this column. */
export type HeadingSort = { href: string; order?: "ascending" | "descending" };

/** What each heading of a list leads to: its order, or the same order turned round. The filters stay, the place does not. */
export function headingSorts<By extends string>(
  path: string,
  sorts: Sorts<By>,
  kept: Kept,
  sorting?: Sorting<By>,
): (by: By) => HeadingSort {
  return (by) => {
    const first = sorts[by].first;
    const now = by === (sorting?.by ?? ownOrder(sorts)) ? ((sorting?.descending ?? first === "desc") ? "desc" : "asc") : null;
    const next = now === null ? first : now === "desc" ? "asc" : "desc";
    const order = { sort: by === ownOrder(sorts) ? null : by, dir: next === first ? null : next };
    return { href: pageAddress(path, { ...kept, ...order }), order: now ? (now === "desc" ? "descending" : "ascending") : undefined };
  };
}

/** A list as its page shows it: where it stands, what its address says, and where its headings and rows lead; these keep its filters, and rows its place. */
export function listAt<By extends string, K extends Kept>(
  path: string,
  sorts: Sorts<By>,
  { kept, sorting, unreadable, cursor }: { kept: K; sorting: Sorting<By>; unreadable: Unreadable; cursor: Cursor | null },
) {
  const place = { ...kept, cursor: cursor && encodeCursor(cursor) };
  const hrefOf = (id: string) => pageAddress(path, { ...place, open: id });
  return { path, kept, unreadable, closeHref: pageAddress(path, place), hrefOf, sort: headingSorts(path, sorts, kept, sorting) };
}

function ownOrder<By extends string>(sorts: Sorts<By>): By {
  return Object.keys(sorts)[0] as By;
}
