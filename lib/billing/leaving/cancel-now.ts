import { z } from "zod";
import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import { cancelOne, cancelPlanInput } from "#lib/billing/ending/cancel-plan.ts";
import { countedFrom } from "#lib/billing/parts/counted-from.ts";
import { lockOpenInvoices } from "#lib/billing/parts/lock-open-invoices.ts";
import { creditToBalance } from "#lib/billing/settling/give-surplus.ts";
import { giveBackParts, type Refundable } from "#lib/billing/settling/refund-lines.ts";
import { requestRefund } from "#lib/billing/settling/refund-payment.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { db } from "#lib/db/client.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { cancels } from "#lib/subscriptions/cancellation.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { sumsOf, unusedPart } from "./unused-part.ts";

export const cancelNowInput = cancelPlanInput.pick({ subscriptionId: true, reason: true }).extend({
  /** The moment that was counted from, and what was shown for it (`OfferedEnd`). */
  at: z.coerce.date("invalid"),
  shown: z.string("invalid").max(60),
});
export type CancelNowInput = z.output<typeof cancelNowInput>;

export type Viewer = Actor & { id: string };

/** What a viewer is shown before they end a plan at once, in minor units: what goes back the way it was paid, and what becomes balance. */
export type OfferedEnd = { at: Date; back: bigint; balance: bigint; currency: string; shown: string };

/** Null where they may not. */
export async function offeredEnd(subscription: Subscription, settings: Settings): Promise<OfferedEnd | null> {
  const at = now();
  if (obstacle(subscription, at, settings)) return null;
  const unused = await unusedAt(db, subscription, at, settings);
  const { back, balance } = sumsOf(unused);
  const shown = written(unused);
  const { currency } = subscription;
  return settings.leaving.refundTo === "balance"
    ? { at, back: 0n, balance: back + balance, currency, shown }
    : { at, back, balance, currency, shown };
}

/**
 * Ends a viewer's plan at once. Where the settings say so its unused part goes back, as much of it as was shown, by the rules of plan changes.
 * @throws 404 `subscription_unknown` for another's; 409 `not_ended_by_viewers`, `subscription_ended`; `terms_changed` where it would be another amount now, or has renewed since.
 */
export async function cancelNow({ subscriptionId, reason, at, shown }: CancelNowInput, viewer: Viewer): Promise<void> {
  const settings = await getSettings();
  countedFrom(at);
  const refunds = await transaction(async (tx) => {
    const payer = await lockCustomer(tx, viewer.id);
    await lockOpenInvoices(tx, subscriptionId);
    const subscription = await lockSubscription(tx, subscriptionId);
    if (subscription.customerId !== viewer.id) throw notFound("subscription_unknown");
    const refused = obstacle(subscription, now(), settings);
    if (refused) throw conflict(refused);
    const unused = await unusedAt(tx, subscription, at, settings);
    const { currentPeriodStart: began } = subscription;
    const renewed = began !== null && at < began && began <= now(); // and paid for a period that was not shown
    if (renewed || written(unused) !== shown) throw new DomainError("terms_changed");
    await cancelOne(tx, { subscriptionId, reason, when: "now" }, viewer, settings);
    const credit = { subscription, payer, lines: unused.rest, currency: subscription.currency, treatment: "standard" };
    await creditToBalance(tx, credit, viewer, settings);
    return giveBackParts(tx, unused.parts, { to: settings.leaving.refundTo, reason: "ended_early" }, viewer, settings);
  });
  for (const id of refunds) await requestRefund(id, sourceOf(viewer));
}

async function unusedAt(tx: Tx, subscription: Subscription, at: Date, settings: Settings): Promise<Refundable> {
  return settings.leaving.atOnce === "refunded" ? unusedPart(tx, subscription, at, settings) : { parts: [], rest: [] };
}

/** As a form carries it. */
function written(unused: Refundable): string {
  const { back, balance } = sumsOf(unused);
  return `${back}+${balance}`;
}

/** Why a viewer may not end a plan at once; null when they may. What others pay for, and what has not begun, ends as it does otherwise. */
function obstacle(
  { payerId, customerId, cancelAtPeriodEnd, currentPeriodEnd, ...access }: Subscription,
  at: Date,
  { leaving, dunning }: Settings,
): "not_ended_by_viewers" | "subscription_ended" | null {
  const ends = cancels({ ...access, cancelAtPeriodEnd, currentPeriodEnd }, at, dunning);
  if (ends !== "at_period_end" || !currentPeriodEnd) return "subscription_ended";
  if (leaving.atOnce === "no" || payerId !== customerId || cancelAtPeriodEnd) return "not_ended_by_viewers";
  return null;
}
