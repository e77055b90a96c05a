import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { releaseCoupon } from "#lib/catalog/redeem-coupon.ts";
import { db } from "#lib/db/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { giveUp } from "#lib/invoices/settle.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Source } from "#lib/kernel/source.ts";
import { lookSoon } from "#lib/payments/look-again.ts";
import { byHandIds } from "#lib/payments/registry.ts";
import { UNDER_WAY } from "#lib/payments/state.ts";
import { abandonSubscription } from "#lib/subscriptions/start.ts";

/** An order may be taken up again for this long. */
const KEPT_MS = 24 * 60 * 60_000;

/** Closes orders that nobody came back to. One whose payment is still under way, or waits for a transfer that may come for days, is kept. Returns how many were closed. */
export async function abandonOrders(limit = 100): Promise<number> {
  const old = await db.order.findMany({
    where: {
      status: "OPEN",
      createdAt: { lte: new Date(now().getTime() - KEPT_MS) },
      transactions: { none: { OR: [{ status: { in: UNDER_WAY } }, { status: "NEEDS_ACTION", gateway: { in: byHandIds() } }] } },
      id: { notIn: resting() },
    },
    take: limit,
    select: { id: true },
  });
  return eachSafely(old, "closing an order", ({ id }) => transaction((tx) => abandonOrder(tx, id, "worker")));
}

/** Closes one order: subscription and invoice with it; its coupon is free again. Should it be paid later all the same, settle-payment takes it up. */
export async function abandonOrder(tx: Tx, orderId: string, source: Source): Promise<boolean> {
  const { count } = await tx.order.updateMany({
    where: { id: orderId, status: "OPEN" },
    data: { status: "ABANDONED", completedAt: now() },
  });
  if (count === 0) return false;
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { invoices: { where: { kind: "INVOICE" }, select: { id: true } } },
  });
  await lookSoon(tx, orderId); // so that reconcile-payments closes the pages that are still open
  for (const { id } of order.invoices) await giveUp(tx, await lockInvoice(tx, id));
  await abandonSubscription(tx, order.subscriptionId, source);
  await releaseCoupon(tx, orderId);
  return true;
}
