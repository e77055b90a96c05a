import type { StorePurchase } from "#lib/db/generated/client.ts";
import { insertRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Source } from "#lib/kernel/source.ts";
import { changePurchase, purchaseEventRows } from "./change-purchase.ts";
import { changesBetween } from "./changes.ts";
import { lockKnown } from "./lock.ts";
import { nextLook } from "./state.ts";
import type { StoreAnswer } from "./store.ts";
import { tellAccess } from "./tell-access.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Asked = { store: string; answer: StoreAnswer; askedAt: Date; source: Source };

/**
 * Writes down what a store said of a purchase, whoever asked; an answer to an older question changes nothing. A purchase belongs to the viewer it names, or to whose
 * purchase it took the place of; once it is somebody's, the store's word does not move it.
 */
export async function recordAnswer(tx: Tx, asked: Asked): Promise<StorePurchase> {
  const known = await lockKnown(tx, asked.store, asked.answer.reference);
  if (known) return update(tx, known, asked);
  const created = await create(tx, asked);
  if (created) return created;
  const others = await lockKnown(tx, asked.store, asked.answer.reference);
  return update(tx, others!, asked);
}

/** Null where another has just written the same purchase down. */
async function create(tx: Tx, asked: Asked): Promise<StorePurchase | null> {
  const { store, answer, source } = asked;
  const replaced = await replace(tx, asked);
  const status = (await isReplaced(tx, asked)) ? "REPLACED" : voided(answer) ? "REVOKED" : answer.status;
  const customerId = (await namedBy(tx, answer)) ?? replaced?.customerId ?? null;
  const id = newId();
  const row = { id, store, reference: answer.reference, customerId, createdAt: now(), ...columns(asked, status) };
  const { count } = await tx.storePurchase.createMany({ data: [row], skipDuplicates: true });
  if (count === 0) return null;
  await insertRows(tx, { StorePurchaseEvent: purchaseEventRows(id, changesBetween(null, row), source) });
  return tellAccess(tx, await tx.storePurchase.findUniqueOrThrow({ where: { id } }), source);
}

async function update(tx: Tx, known: StorePurchase, asked: Asked): Promise<StorePurchase> {
  const { answer, askedAt, source } = asked;
  if (known.askedAt > askedAt) return known;
  const replaced = await replace(tx, asked);
  const customerId = known.customerId ?? (await namedBy(tx, answer)) ?? replaced?.customerId ?? null;
  const isGivenBack = voided(answer) || (known.voidedOrderId !== null && known.voidedOrderId === answer.orderId);
  const isOver = known.status === "REPLACED" || (await isReplaced(tx, asked));
  const status = isOver ? "REPLACED" : isGivenBack ? "REVOKED" : answer.status;
  return changePurchase(tx, known, { customerId, ...columns(asked, status) }, source);
}

function columns({ answer, askedAt }: Asked, status: StorePurchase["status"]) {
  const { productId, expiresAt, renews, shared, test, price, replaces, orderId, awaitsReceipt } = answer;
  return {
    productId,
    status,
    expiresAt,
    renews,
    shared,
    test,
    price: price?.minor ?? null,
    currency: price?.currency ?? null,
    replaces: replaces ?? null,
    orderId: orderId ?? null,
    ...(voided(answer) && { voidedOrderId: orderId }),
    awaitsReceipt,
    askedAt,
    askAt: nextLook({ status, expiresAt }, now()),
    attempts: 0,
  };
}

/** The money of what is paid now was given back; that of an earlier period says nothing of this one. */
function voided({ orderId, voidedOrderIds = [] }: StoreAnswer): boolean {
  return orderId !== undefined && voidedOrderIds.includes(orderId);
}

/** The purchase whose place this one takes, which entitles to nothing from then on. */
async function replace(tx: Tx, { store, answer, source }: Asked): Promise<StorePurchase | null> {
  const old = answer.replaces ? await lockKnown(tx, store, answer.replaces) : null;
  if (!old || old.status === "REPLACED") return old;
  return changePurchase(tx, old, { status: "REPLACED", renews: false, askAt: null }, source);
}

async function isReplaced(tx: Tx, { store, answer }: Asked): Promise<boolean> {
  return (await tx.storePurchase.count({ where: { store, replaces: answer.reference } })) > 0;
}

/** The viewer whose id the app handed to the store. */
async function namedBy(tx: Tx, { account }: StoreAnswer): Promise<string | null> {
  if (!account || !UUID.test(account)) return null;
  const customer = await tx.customer.findUnique({ where: { id: account }, select: { id: true } });
  return customer?.id ?? null;
}
