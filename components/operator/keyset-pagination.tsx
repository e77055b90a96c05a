import type { ReactNode } from "react";
import { Pagination } from "#components/ui/pagination.tsx";
import type { Cursor, KeysetPage } from "#lib/db/keyset.ts";
import { encodeCursor } from "#lib/kernel/place.ts";
import { pageAddress } from "#lib/web/lists/page-params.ts";

/** Links to the newer and older rows; `kept` are the filters in the address. */
export function KeysetPagination({
  path,
  kept,
  page,
  summary,
}: {
  path: string;
  kept: Record<string, string | string[] | null | undefined>;
  page: KeysetPage<unknown>;
  summary?: ReactNode;
}) {
  const href = (cursor: Cursor | null) => cursor && pageAddress(path, { ...kept, cursor: encodeCursor(cursor) });
  if (page.rows.length === 0) return null;
  return <Pagination previous={href(page.before)} next={href(page.after)} summary={summary} />;
}
