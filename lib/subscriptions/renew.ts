import { everyOf } from "#lib/catalog/contract.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Reminders } from "./activate.ts";
import { eventRow, recordEvent } from "./record.ts";
import { LIVE } from "./state.ts";
import { anchorOf, remindBefore, type Term, termOf } from "./term.ts";

/** The period after the current one, from the anchor. */
function nextTerm(subscription: Subscription): Term & { index: number } {
  const { anchor, timeZone, periodIndex, currentPeriodEnd } = subscription;
  if (!anchor || !currentPeriodEnd) throw new Error(`Subscription ${subscription.number} has no term to follow`);
  const index = periodIndex + 1;
  return { index, ...termOf({ anchor: anchorOf(anchor), every: everyOf(subscription), timeZone, index, begunAt: currentPeriodEnd }) };
}

/** Moves a subscription into its next period. The invoice of that period is issued in the same transaction. */
export async function renewSubscriptionTerm(tx: Tx, subscription: Subscription, reminders: Reminders): Promise<Term & { index: number }> {
  const term = nextTerm(subscription);
  await changeRow(
    tx,
    "Subscription",
    subscription.id,
    {
      status: "ACTIVE",
      periodIndex: term.index,
      currentPeriodStart: term.start,
      currentPeriodEnd: term.end,
      renewsAt: term.end,
      remindAt: remindBefore(term.end, reminders.renewalDaysBefore, now()),
    },
    { SubscriptionEvent: [eventRow(subscription.id, "renewed", "renewal", { periodIndex: term.index })] },
  );
  return term;
}

/** A renewal was not paid: access goes on until `graceUntil`, and no further period is billed meanwhile. */
export async function markPastDue(tx: Tx, subscription: Subscription, graceUntil: Date, source: string): Promise<void> {
  if (subscription.status === "PAST_DUE") return;
  await tx.subscription.update({
    where: { id: subscription.id },
    data: { status: "PAST_DUE", graceUntil, renewsAt: null, remindAt: null },
  });
  await recordEvent(tx, subscription.id, "past_due", source, { graceUntil: graceUntil.toISOString() });
}

/** The overdue invoice was paid: the periods go on from the anchor as if nothing had happened. */
export async function recover(tx: Tx, subscription: Subscription, source: string): Promise<void> {
  await tx.subscription.update({
    where: { id: subscription.id },
    data: { status: "ACTIVE", graceUntil: null, renewsAt: subscription.currentPeriodEnd },
  });
  await recordEvent(tx, subscription.id, "recovered", source);
}

/**
 * The last invoice was paid after the subscription had expired, within the period it pays for: access comes back. Returns false when that is
 * over, or the viewer has bought the plan anew.
 */
export async function revive(tx: Tx, subscription: Subscription, source: string): Promise<boolean> {
  const { customerId, planId, id, status, currentPeriodEnd } = subscription;
  if (status !== "EXPIRED" || !currentPeriodEnd || currentPeriodEnd <= now()) return false;
  if ((await tx.subscription.count({ where: { customerId, planId, status: { in: LIVE }, id: { not: id } } })) > 0) return false;
  await tx.subscription.update({ where: { id }, data: { endedAt: null } });
  await recover(tx, subscription, source);
  return true;
}
