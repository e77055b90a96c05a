import { abandonOrder } from "#lib/billing/ending/abandon-orders.ts";
import { isTransfer } from "#lib/billing/parts/by-transfer.ts";
import { inStore } from "#lib/billing/parts/not-in-store.ts";
import { send } from "#lib/billing/parts/notify.ts";
import { staysOwed } from "#lib/billing/parts/stays-owed.ts";
import { welcomeLetter } from "#lib/billing/parts/welcome-letter.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Customer, Invoice, Subscription, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { countPaid } from "#lib/events/count-step.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { Letter } from "#lib/messages/sending/queue.ts";
import { readTemplates } from "#lib/messages/sending/read-templates.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { activateSubscription } from "#lib/subscriptions/activate.ts";
import { WITHDRAWAL } from "#lib/subscriptions/cancellation.ts";
import { lockFirstPurchases, lockToDeliver, lockTrials, type ToDeliver } from "#lib/subscriptions/lock.ts";
import { payByTransfer, payWith } from "#lib/subscriptions/pay-with.ts";
import { recover, revive } from "#lib/subscriptions/renew.ts";
import { hadPlan, hasBought } from "#lib/subscriptions/same-viewer.ts";
import { abandonSubscription } from "#lib/subscriptions/start.ts";
import { accessEnds, hasEnded, LIVE } from "#lib/subscriptions/state.ts";

export type Bought = {
  paid: Transaction;
  invoice: Invoice;
  customer: Customer;
  visitor: string | null;
  /** The method that was saved by paying on a page; null where a saved one was charged. */
  saved: string | null;
  /** What was paid with and can be charged again: it, or the saved one that was charged. */
  renewsWith: string | null;
};

/** The subscription as it is then, whether it began, and what whoever paid is to be told of it. Another who is to watch is told by the delivery itself: the way in is theirs. */
export type Delivered = { subscription: Subscription | null; begun: boolean; letters: Letter[] };

/** Why a payment buys nothing: the viewer has the plan already, here or by a store, or has spent its trial or coupon in another tab, or it ended before the period that was paid for did. */
export type NotDelivered = Refusal | "ended" | "changed_meanwhile";
type Refusal = "already_subscribed" | "paid_in_store" | "trial_used" | "coupon_used" | "coupon_not_first";

/** Gives the viewer what a paid invoice is for, or says why there is nothing to give. One that bills no subscription has nothing to wait for. */
export async function deliverSubscription(tx: Tx, bought: Bought, source: Source, settings: Settings): Promise<Delivered | NotDelivered> {
  const { paid, invoice, saved, renewsWith } = bought;
  if (!paid.subscriptionId) return { subscription: null, begun: false, letters: [] };
  const locked = await lockToDeliver(tx, paid.subscriptionId);
  if (!locked.activatedAt) return activate(tx, bought, locked, source, settings);
  const method = methodToRenew(paid, renewsWith, locked);
  // An answer that comes late takes nothing back that the viewer has chosen since.
  if (method && method !== locked.paymentMethodId && (saved || !locked.paymentMethodId)) await payWith(tx, { id: locked.id }, method);
  if (!locked.paymentMethodId && !method) await keepTransfer(tx, paid, locked);
  const delivered = (await goesOn(tx, locked, source, settings)) || wasServed(locked, invoice, settings) || staysOwed(invoice, locked);
  return delivered ? { subscription: locked, begun: false, letters: [] } : "ended";
}

/** Who has no method saved and paid by themselves is asked to do so again, with the reference that they know. */
async function keepTransfer(tx: Tx, paid: Transaction, { id, payerId, transferId, oneTerm }: Subscription): Promise<void> {
  if (transferId === null && !oneTerm && paid.customerId === payerId && isTransfer(paid)) await payByTransfer(tx, id, paid.id);
}

/** What was paid with is charged for renewals, too, where these are billed to whoever paid. */
function methodToRenew({ customerId }: Transaction, renewsWith: string | null, { payerId }: Subscription): string | null {
  return customerId === payerId ? renewsWith : null;
}

/** Whether the subscription goes on, or goes on again within the period that is paid. */
async function goesOn(tx: Tx, subscription: ToDeliver, source: Source, { dunning, reminders }: Settings): Promise<boolean> {
  const { status, currentPeriodEnd, cancelReason } = subscription;
  if (cancelReason === WITHDRAWAL) return false;
  if (!LIVE.includes(status)) return !(await isInStore(tx, subscription)) && revive(tx, subscription, source, reminders);
  if (hasEnded(subscription, now(), dunning) && !(currentPeriodEnd && currentPeriodEnd > now())) return false;
  if (status === "PAST_DUE") await recover(tx, subscription, source, { reminders, dunning });
  return true;
}

/** Access lasted to the end of the period that is paid for, so the money was owed. */
function wasServed(subscription: Subscription, { periodEnd }: Invoice, { dunning }: Settings): boolean {
  const ends = accessEnds(subscription, dunning.graceDays);
  return ends !== null && periodEnd !== null && ends >= periodEnd;
}

async function activate(
  tx: Tx,
  { paid, customer, visitor, renewsWith }: Bought,
  locked: ToDeliver,
  source: Source,
  settings: Settings,
): Promise<Delivered | NotDelivered> {
  const refused = await whyRefused(tx, paid, locked, source);
  if (refused) {
    await abandonSubscription(tx, locked.id, source);
    return refused;
  }
  const subscription = await activateSubscription(tx, locked, source, methodToRenew(paid, renewsWith, locked), settings.reminders);
  await keepTransfer(tx, paid, subscription);
  if (visitor) await countPaid(tx, visitor);
  const viewer = subscription.customerId === customer.id ? customer : await lockCustomer(tx, subscription.customerId);
  const welcome = await welcomeLetter(tx, { subscription, planName: paid.planName ?? "", customer: viewer }, settings);
  if (viewer === customer) return { subscription, begun: true, letters: [welcome] };
  await send(tx, await readTemplates(tx, viewer, ["welcome"]), viewer, settings, [welcome]);
  return { subscription, begun: true, letters: [] };
}

/** Why a locked subscription may not begin, though its order is complete. The plan, its trial and the coupon are given once, whatever pages were left open. */
export async function whyRefused(
  tx: Tx,
  { orderId, customerId }: Transaction,
  subscription: ToDeliver,
  source: Source,
): Promise<Refusal | null> {
  const { couponId, hasAnother } = subscription;
  if (hasAnother) return "already_subscribed";
  if (await isInStore(tx, subscription)) return "paid_in_store";
  if (await isSecondTrial(tx, subscription)) return "trial_used";
  return couponId && orderId ? couponRefusal(tx, { couponId, customerId, orderId }, source) : null;
}

async function isInStore(tx: Tx, { customerId, planId }: ToDeliver): Promise<boolean> {
  return (await inStore(tx, customerId, [planId])) !== null;
}

/** A plan that is given once, unlike a paid term that ends by itself. */
async function isTrialPlan(tx: Tx, id: string): Promise<boolean> {
  return (await tx.plan.count({ where: { id, kind: "TRIAL" } })) > 0;
}

/** Asked when the method is known: only the payment page tells whose card it is. */
async function isSecondTrial(tx: Tx, { customerId, planId, trialDays, oneTerm }: Subscription): Promise<boolean> {
  if (trialDays === 0 && !(oneTerm && (await isTrialPlan(tx, planId)))) return false;
  await lockTrials(tx, planId);
  return hadPlan(tx, customerId, planId);
}

type CouponUse = { couponId: string; customerId: string; orderId: string };

/** Asked again when the payment is done: other orders with it may have been paid since, and only now it is known whose card it is. */
async function couponRefusal(tx: Tx, use: CouponUse, source: Source): Promise<Refusal | null> {
  const { couponId, customerId, orderId } = use;
  const { maxPerViewer, firstPurchase } = await tx.coupon.findUniqueOrThrow({ where: { id: couponId } });
  if (firstPurchase) {
    await lockFirstPurchases(tx, couponId);
    if (await hasBought(tx, customerId, orderId)) return "coupon_not_first";
  }
  return (await mayUseCoupon(tx, use, maxPerViewer, source)) ? null : "coupon_used";
}

/** The first orders that are paid have it, and take it from one that waits. */
async function mayUseCoupon(tx: Tx, { couponId, customerId, orderId }: CouponUse, maxPerViewer: number, source: Source): Promise<boolean> {
  const held = await tx.couponRedemption.findMany({ where: { couponId, customerId }, select: { orderId: true } });
  if (held.length < maxPerViewer || held.some((redemption) => redemption.orderId === orderId)) return true;
  for (const redemption of held) if (await abandonOrder(tx, redemption.orderId, source)) return true;
  return false;
}
