import { db } from "#lib/db/client.ts";
import type { StorePurchase } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Source } from "#lib/kernel/source.ts";
import { changePurchase, notePurchase } from "./change-purchase.ts";
import { lockKnown, lockPurchase } from "./lock.ts";
import { recordAnswer } from "./record-answer.ts";
import { isEntitling, nextLook, WAITING } from "./state.ts";
import type { Store } from "./store.ts";

type About = { source: Source; voided?: boolean };

/**
 * Asks a store what a purchase is now, and writes it down: notification, app, worker and operator all come here, so their order does not matter.
 * Null where neither the store nor we know it. @throws when the store gives no answer; nothing has changed then.
 */
export async function lookAtPurchase(store: Store, reference: string, { source, voided }: About): Promise<StorePurchase | null> {
  const askedAt = now();
  const answer = await store.lookUp(reference, { voided });
  if (!answer) return forget(store, reference, source);
  const purchase = await transaction((tx) => recordAnswer(tx, { store: store.id, answer, askedAt, source }));
  return purchase.awaitsReceipt ? giveReceipt(store, purchase) : purchase;
}

/** A store forgets what ended long ago. @throws where it was to know what is paid for: then something else is wrong, and nobody loses a plan by it. */
async function forget({ id, label }: Store, reference: string, source: Source): Promise<StorePurchase | null> {
  return transaction(async (tx) => {
    const known = await lockKnown(tx, id, reference);
    if (!known) return null;
    if (isEntitling(known, now())) throw new Error(`${label} does not know a purchase that it has sold`);
    const status = WAITING.includes(known.status) ? "EXPIRED" : known.status;
    return changePurchase(tx, known, { status, askAt: nextLook({ ...known, status }, now()), attempts: 0 }, source);
  });
}

/** What nobody has yet is not acknowledged: the store gives the money back after some days, for its viewer would have paid for nothing. */
async function giveReceipt(store: Store, purchase: StorePurchase): Promise<StorePurchase> {
  const { id, store: name, reference, productId, customerId } = purchase;
  if (!store.acknowledge || !customerId || !isEntitling(purchase, now())) return purchase;
  const mapped = await db.storeProduct.findUnique({ where: { store_productId: { store: name, productId } }, select: { id: true } });
  if (!mapped) return purchase;
  await store.acknowledge({ reference, productId });
  return transaction(async (tx) => {
    const known = await lockPurchase(tx, id);
    if (!known.awaitsReceipt) return known;
    await notePurchase(tx, id, { type: "acknowledged" }, "system");
    return changePurchase(tx, known, { awaitsReceipt: false }, "system");
  });
}
