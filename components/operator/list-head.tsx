import type { Cursor, KeysetPage } from "#lib/db/keyset.ts";
import { encodeCursor } from "#lib/kernel/place.ts";
import { isFiltered, type ListAddress, pageAddress } from "#lib/web/lists/page-params.ts";
import { Arrivals } from "./arrivals.tsx";
import type { LookedAt } from "./list-table.tsx";
import { ListViews } from "./list-views.tsx";

type Props = ListAddress & { page: KeysetPage<unknown>; look: LookedAt };

/** Above a list: its saved views, and what has arrived since its beginning was shown (app/operator/arrived is asked). */
export function ListHead({ page: { newest }, look, ...list }: Props) {
  return (
    <>
      {newest && <Arrivals key={encodeCursor(newest)} ask={arrivedAddress(list, newest)} />}
      <ListViews path={list.path} look={look} readable={!isFiltered(list.unreadable)} />
    </>
  );
}

function arrivedAddress({ path, kept }: ListAddress, newest: Cursor): string {
  return pageAddress(path.replace("/operator/", "/operator/arrived/"), { ...kept, cursor: encodeCursor(newest) });
}
