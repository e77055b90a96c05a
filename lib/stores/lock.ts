import type { StorePurchase } from "#lib/db/generated/client.ts";
import { columnsOf, lockRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { notFound } from "#lib/kernel/errors.ts";

/** Locks what is known of a store's purchase until the transaction ends; null when nothing is. */
export async function lockKnown(tx: Tx, store: string, reference: string): Promise<StorePurchase | null> {
  const [row] = await tx.$queryRaw<StorePurchase[]>`
    SELECT ${columnsOf("StorePurchase")} FROM "StorePurchase" WHERE "store" = ${store} AND "reference" = ${reference} FOR NO KEY UPDATE`;
  return row ?? null;
}

/** The same by our id. @throws 404 when there is none. */
export async function lockPurchase(tx: Tx, id: string): Promise<StorePurchase> {
  const row = await lockRow(tx, "StorePurchase", id, "NO KEY UPDATE");
  if (!row) throw notFound("store_purchase_unknown");
  return row;
}
