import type { StorePurchase } from "#lib/db/generated/client.ts";
import { changeRow, insertRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Source } from "#lib/kernel/source.ts";
import { changesBetween, type PurchaseChange } from "./changes.ts";
import { tellAccess } from "./tell-access.ts";

/** Changes a locked purchase, and writes down what is different, and what that means to its viewer. */
export async function changePurchase(
  tx: Tx,
  known: StorePurchase,
  changes: Partial<StorePurchase>,
  source: Source,
): Promise<StorePurchase> {
  const after = { ...known, ...changes };
  const events = purchaseEventRows(known.id, changesBetween(known, after), source);
  return tellAccess(tx, await changeRow(tx, "StorePurchase", known, changes, { StorePurchaseEvent: events }), source);
}

/** Writes down that something befell a purchase that its row does not tell. */
export async function notePurchase(tx: Tx, id: string, change: PurchaseChange, source: Source): Promise<void> {
  await insertRows(tx, { StorePurchaseEvent: purchaseEventRows(id, [change], source) });
}

export function purchaseEventRows(purchaseId: string, changes: PurchaseChange[], source: Source) {
  const at = now();
  return changes.map(({ type, detail = null }) => ({ id: newId(at.getTime()), purchaseId, type, source, detail, at }));
}
