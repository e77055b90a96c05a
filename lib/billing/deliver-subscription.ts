import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { activateSubscription } from "#lib/subscriptions/activate.ts";
import { lockSubscription } from "#lib/subscriptions/cancel.ts";
import { recover, revive } from "#lib/subscriptions/renew.ts";
import { sendWelcome } from "./send-welcome.ts";

/** Gives the viewer what a settled payment was for. Returns false when it buys nothing, for they have the plan already. */
export async function deliverSubscription(tx: Tx, paid: Transaction, source: string, settings: Settings): Promise<boolean> {
  if (!paid.subscriptionId) return true;
  const locked = await lockSubscription(tx, paid.subscriptionId);
  if (!locked.activatedAt) return activate(tx, paid, source, settings);
  if (paid.paymentMethodId && paid.paymentMethodId !== locked.paymentMethodId) {
    await tx.subscription.update({ where: { id: locked.id }, data: { paymentMethodId: paid.paymentMethodId } });
  }
  if (locked.status === "PAST_DUE") await recover(tx, locked, source);
  if (locked.status === "EXPIRED" && locked.currentPeriodEnd && locked.currentPeriodEnd > now()) await revive(tx, locked, source);
  return true;
}

async function activate(tx: Tx, paid: Transaction, source: string, settings: Settings): Promise<boolean> {
  const subscription = await tx.subscription.findUniqueOrThrow({
    where: { id: paid.subscriptionId! },
    include: { plan: true, price: true },
  });
  if (!(await activateSubscription(tx, subscription, source, paid.paymentMethodId, settings.reminders))) return false;
  await sendWelcome(tx, subscription.id, settings);
  const order = paid.orderId ? await tx.order.findUnique({ where: { id: paid.orderId } }) : null;
  if (order?.visitor) await countPaid(tx, order.visitor, subscription.planId);
  return true;
}

async function countPaid(tx: Tx, visitor: string, planId: string): Promise<void> {
  const at = now();
  await tx.funnelVisit.createMany({ data: [{ visitor, step: "PAID", day: at, at, planId }], skipDuplicates: true });
}
