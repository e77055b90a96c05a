import { everyOf } from "#lib/catalog/contract.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { recordEvent } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { Reminders } from "./activate.ts";
import { hasPlanBeside } from "./has-plan.ts";
import { type Granting, type Grants, grantsOf } from "./items.ts";
import { moveSubscription } from "./move.ts";
import { keepStandstill, movedTerm } from "./pause.ts";
import { isSuspended, type Patience } from "./state.ts";
import { anchorOf, type NumberedTerm, remindBefore, termOf } from "./term.ts";
import { zoneOf } from "./zone.ts";

/**
 * The periods that follow the current one, from the anchor, to the one that has not ended at `at`: one, or all that were missed. Each begins where the
 * one before ends.
 */
export function termsAfter(subscription: Subscription, timeZone: string, at: Date): NumberedTerm[] {
  const { anchor, anchorCycle, billingDay, currentPeriodEnd } = subscription;
  if (!anchor || !currentPeriodEnd) throw new Error(`Subscription ${subscription.number} has no term to follow`);
  const terms: NumberedTerm[] = [];
  for (let cycle = subscription.cycle + 1; terms.length === 0 || terms[terms.length - 1].end <= at; cycle += 1) {
    const index = cycle - anchorCycle;
    terms.push({
      cycle,
      ...termOf({ anchor: anchorOf(anchor), every: everyOf(subscription), timeZone, index, begunAt: currentPeriodEnd, billingDay }),
    });
  }
  return terms;
}

/**
 * Moves a subscription into its next period, or past those that were missed into the present one. Returns all that are to be billed; their invoice is
 * issued in the same transaction.
 */
export async function renewSubscriptionTerm(tx: Tx, subscription: Subscription, reminders: Reminders): Promise<NumberedTerm[]> {
  const zone = await zoneOf(tx, subscription);
  const terms = termsAfter(subscription, zone, now());
  const term = terms[terms.length - 1];
  await moveSubscription(
    tx,
    subscription,
    "ACTIVE",
    {
      cycle: term.cycle,
      currentPeriodStart: term.start,
      currentPeriodEnd: term.end,
      renewsAt: term.end,
      remindAt: remindBefore(term.end, reminders.renewalDaysBefore, now()),
    },
    ["renewed", "renewal", { cycle: term.cycle }],
  );
  return terms;
}

/** A renewal was not paid: access goes on until `graceUntil`, and no further period is billed meanwhile. `waits`: it is suspended then, and that is to be told. */
export async function markPastDue(
  tx: Tx,
  subscription: Subscription,
  { graceUntil, waits }: { graceUntil: Date; waits: boolean },
  source: Source,
): Promise<void> {
  if (subscription.status === "PAST_DUE") return;
  const event = ["past_due", source, { graceUntil: graceUntil.toISOString() }] as const;
  await moveSubscription(tx, subscription, "PAST_DUE", { graceUntil, renewsAt: null, remindAt: waits ? graceUntil : null }, [...event]);
}

/** Grace of a locked subscription is over and it waits to be paid: nothing may be watched any more. */
export async function noteSuspended(tx: Tx, { id: subscriptionId, graceUntil }: Subscription): Promise<void> {
  const data = { endedAt: graceUntil!.toISOString() };
  await recordEvent(
    tx,
    { subject: "SUBSCRIPTION", subscriptionId, type: "suspended", source: "worker" },
    { subject: "ACCESS", subscriptionId, type: "ended", source: "worker", data },
  );
}

/**
 * The overdue invoice was paid: the periods go on from the anchor as if nothing had happened. Where the subscription was suspended, its period goes on where watching ended: nobody pays for
 * what could not be watched. One that was shorter than grace was watched beyond its end; what follows it is billed, as missed, for so long.
 */
export async function recover(
  tx: Tx,
  { items, ...subscription }: Subscription & { items: Granting[] },
  source: Source,
  { reminders, dunning }: { reminders: Reminders; dunning: Patience },
): Promise<void> {
  const [from, at] = [subscription.graceUntil, now()];
  if (!from || !isSuspended(subscription, at, dunning)) return goOn(tx, subscription, source, reminders);
  await keepStandstill(tx, subscription, { kind: "SUSPENSION", from, until: null, reason: null, endedAt: at });
  const moved = movedTerm(subscription, { from, at }, await zoneOf(tx, subscription));
  await goOn(tx, { ...subscription, ...moved }, source, reminders, grantsOf(items), moved);
}

async function goOn(
  tx: Tx,
  subscription: Subscription,
  source: Source,
  reminders: Reminders,
  granted?: Grants,
  moved: Partial<Subscription> = {},
): Promise<void> {
  const { currentPeriodEnd: end } = subscription;
  if (!end) throw new Error(`Subscription ${subscription.number} has no term to go on with`);
  const changes = {
    ...moved,
    endedAt: null,
    graceUntil: null,
    renewsAt: notToday(end, await zoneOf(tx, subscription)),
    remindAt: remindBefore(end, reminders.renewalDaysBefore, now()),
  };
  await moveSubscription(tx, subscription, "ACTIVE", changes, ["recovered", source], granted && ["granted", granted]);
}

/**
 * The last invoice was paid after the subscription had expired, within the period it pays for: access comes back. Returns false when that is
 * over, or the viewer has bought the plan anew.
 */
export async function revive(
  tx: Tx,
  { items, ...subscription }: Subscription & { items: Granting[] },
  source: Source,
  reminders: Reminders,
): Promise<boolean> {
  const { status, currentPeriodEnd } = subscription;
  if (status !== "EXPIRED" || !currentPeriodEnd || currentPeriodEnd <= now()) return false;
  if (await hasPlanBeside(tx, subscription, subscription.planId)) return false;
  await goOn(tx, subscription, source, reminders, grantsOf(items));
  return true;
}

/** What was paid today is billed for what follows tomorrow at the earliest: nobody who has just paid what was overdue is charged again within the hour. */
function notToday(end: Date, timeZone: string): Date {
  const tomorrow = startOfDay(civilDate(now(), timeZone).add({ days: 1 }), timeZone);
  return end < tomorrow ? tomorrow : end;
}
