import { tellChange } from "#lib/billing/parts/change-letter.ts";
import { readChangeOrder } from "#lib/billing/parts/change-order.ts";
import { begunBy, inStore } from "#lib/billing/parts/not-in-store.ts";
import type { Order, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { billItems } from "#lib/invoices/bill-items.ts";
import { keepForNextInvoice } from "#lib/invoices/pending-lines.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { applyChange, stillHolds } from "#lib/subscriptions/change.ts";
import { hasPlanBeside } from "#lib/subscriptions/has-plan.ts";
import { STANDING } from "#lib/subscriptions/items.ts";
import { lockToDeliver } from "#lib/subscriptions/lock.ts";
import { payWith } from "#lib/subscriptions/pay-with.ts";
import { hasEnded } from "#lib/subscriptions/state.ts";
import type { Bought } from "./deliver-subscription.ts";

/**
 * Makes a change that is paid. Null where the subscription is not what it was agreed for any more: it has ended, renewed or changed meanwhile, or the viewer
 * has that plan by another one, or by a store. Returns the subscription as it is then, and whether a period began with it.
 */
export async function deliverChange(
  tx: Tx,
  { paid, invoice, customer: payer, renewsWith }: Omit<Bought, "visitor">,
  order: Pick<Order, "subscriptionId" | "quote">,
  source: Source,
  settings: Settings,
): Promise<{ subscription: Subscription; begun: boolean } | null> {
  const { change, surplus, paidIn, regular } = readChangeOrder(order.quote);
  const locked = await lockToDeliver(tx, order.subscriptionId);
  const items = await tx.subscriptionItem.findMany({ where: { subscriptionId: locked.id, ...STANDING.where }, orderBy: STANDING.orderBy });
  const { hasAnother: _, ...before } = { ...locked, items };
  if (!stillHolds(before, change) || hasEnded(before, now(), settings.dunning)) return null;
  if (before.currentPeriodEnd && before.currentPeriodEnd <= now()) return null;
  if (await hasPlanBeside(tx, before, change.planId)) return null;
  if (await inStore(tx, before.customerId, begunBy(change, before))) return null;
  const { items: after, ...changed } = await applyChange(tx, before, change, source, settings.reminders);
  await billItems(tx, invoice.id, after);
  if (renewsWith && paid.customerId === before.payerId) await payWith(tx, { id: changed.id }, renewsWith);
  // No invoice in the new currency takes these up: credit-waiting gives them back.
  await keepForNextInvoice(tx, { subscriptionId: changed.id, currency: paidIn }, surplus);
  const amount = { total: regular, currency: change.contract.currency };
  await tellChange(tx, { ...before, payer }, { change, amount, changesOn: now() }, settings);
  return { subscription: changed, begun: changed.cycle !== before.cycle };
}
