import { refresh } from "next/cache";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { shopChanged } from "./shop-cache.ts";

/** For server actions: runs a change of the catalogue or the settings in one transaction, then shows it in the shop and on the page. */
export async function changeShop<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await transaction(work);
  await shopChanged();
  refresh();
  return result;
}
