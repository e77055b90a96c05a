import type { ReactNode } from "react";
import type { KeysetPage } from "#lib/db/keyset.ts";
import type { ListAddress } from "#lib/web/lists/page-params.ts";
import { KeysetPagination } from "./keyset-pagination.tsx";
import { ListEmpty } from "./list-empty.tsx";
import { ListWithDetails } from "./list-with-details.tsx";

type Props = ListAddress & {
  page: KeysetPage<unknown>;
  icon: ReactNode;
  /** What a list says that never had a row. */
  empty: { title: string; text: string };
  /** A DetailsPanel of the open row, if one is. */
  details?: ReactNode;
  summary?: ReactNode;
  /** A ListHead, where columns and views of it are chosen. */
  head?: ReactNode;
  /** The table of the page's rows. */
  children: ReactNode;
};

/** A list below its filters: its table, the details of a row beside it, and the ways to newer and older rows; or why it has none. */
export function ListBody({ page, icon, empty, details, summary, head, children, ...list }: Props) {
  return (
    <ListWithDetails details={details}>
      <div className={head ? "relative" : undefined}>
        {head}
        {page.rows.length > 0 ? children : <ListEmpty {...list} {...empty} icon={icon} />}
      </div>
      <KeysetPagination {...list} page={page} summary={summary} />
    </ListWithDetails>
  );
}
