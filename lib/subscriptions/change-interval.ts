import { firstTerm } from "#lib/catalog/first-term.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Every } from "#lib/kernel/period.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { Reminders } from "./activate.ts";
import { moveSubscription } from "./move.ts";
import { remindBefore, type Term, toDateColumn } from "./term.ts";
import { zoneOf } from "./zone.ts";

/**
 * Begins a new period of another length, now: its first day becomes the anchor. The cycle goes on from the one before, so that every period of the
 * subscription, however long, is billed once. The caller bills it, and holds the subscription's lock.
 */
export async function changeInterval(
  tx: Tx,
  subscription: Subscription,
  { unit: interval, count: intervalCount }: Every,
  source: Source,
  reminders: Reminders,
): Promise<Term & { cycle: number }> {
  const start = now();
  const cycle = subscription.cycle + 1;
  const changed = { interval, intervalCount };
  const { anchor, end } = firstTerm({ ...changed, oneTerm: subscription.oneTerm }, start, await zoneOf(tx, subscription));
  const term = {
    currentPeriodStart: start,
    currentPeriodEnd: end,
    renewsAt: end,
    remindAt: remindBefore(end, reminders.renewalDaysBefore, start),
  };
  const counted = { anchor: toDateColumn(anchor), anchorCycle: cycle, cycle };
  await moveSubscription(tx, subscription, "ACTIVE", { ...changed, ...counted, ...term }, ["interval_changed", source, { cycle }]);
  return { cycle, start, end };
}
