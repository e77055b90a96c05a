import { everyOf } from "#lib/catalog/contract.ts";
import type { PauseKind, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { recordEvent } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { firstDayOf } from "#lib/kernel/period.ts";
import type { Source } from "#lib/kernel/source.ts";
import { movedBy } from "#lib/kernel/standstill.ts";
import type { Reminders } from "./activate.ts";
import { type Granting, grantsOf } from "./items.ts";
import { moveSubscription } from "./move.ts";
import { remindBefore, toDateColumn } from "./term.ts";
import { zoneOf } from "./zone.ts";

const DAY_MS = 86_400_000;

/** `until`: the day it resumes, as it was asked for; null: whenever, `latest` at the latest. */
export type Pause = { from: Date; until: Date | null; latest: Date; reason: string | null };

/** Pauses a locked subscription that runs, now or when its period is over: nothing is billed, nothing may be watched, and what is left of the period is kept. */
export async function pauseSubscription(
  tx: Tx,
  subscription: Subscription,
  pause: Pause,
  source: Source,
  reminders: Reminders,
): Promise<void> {
  await keepStandstill(tx, subscription, { kind: "PAUSE", ...pause, endedAt: null });
  if (pause.from <= now()) return standStill(tx, subscription, pause, source, reminders);
  const { id: subscriptionId } = subscription;
  await tx.subscription.update({ where: { id: subscriptionId }, data: { renewsAt: null, remindAt: null } });
  const data = { from: pause.from.toISOString(), until: pause.until?.toISOString() ?? null };
  await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId, type: "pause_scheduled", source, data });
}

/** When a pause that begins then is over at the latest. */
export function latestOf(from: Date, maxDays: number): Date {
  return new Date(from.getTime() + maxDays * DAY_MS);
}

/** The pause that a locked subscription has, or is to have. */
export function pauseOf(tx: Tx, subscriptionId: string) {
  return tx.subscriptionPause.findFirst({ where: { subscriptionId, endedAt: null } });
}

/** Nothing may be watched of a locked subscription since `from`; it resumes on the day that was asked for, or at the latest. */
export async function standStill(
  tx: Tx,
  subscription: Subscription,
  { from, until, latest }: Omit<Pause, "reason">,
  source: Source,
  reminders: Reminders,
): Promise<void> {
  const renewsAt = until ?? latest;
  const changes = { pausedAt: from, renewsAt, remindAt: remindBefore(renewsAt, reminders.renewalDaysBefore, now()) };
  const event = ["paused", source, { until: until?.toISOString() ?? null }] as const;
  await moveSubscription(tx, subscription, "PAUSED", changes, [...event], ["ended", { endedAt: from.toISOString() }]);
}

/**
 * Resumes a locked subscription that is paused, as of `at`: its period goes on where it stopped, and is followed by others from the day on which it ends.
 * Returns it as it is then; what had no rest is due at once.
 */
export async function resumeSubscription<S extends Subscription & { items: Granting[] }>(
  tx: Tx,
  subscription: S,
  at: Date,
  source: Source,
  reminders: Reminders,
): Promise<S> {
  const { id: subscriptionId, pausedAt } = subscription;
  const moved = movedTerm(subscription, { from: pausedAt!, at }, await zoneOf(tx, subscription));
  const { currentPeriodEnd: end } = moved;
  await endPause(tx, subscriptionId, at);
  const changes = { ...moved, pausedAt: null, renewsAt: end, remindAt: remindBefore(end, reminders.renewalDaysBefore, now()) };
  await moveSubscription(tx, subscription, "ACTIVE", changes, ["resumed", source], ["granted", grantsOf(subscription.items)]);
  return { ...subscription, ...changes, status: "ACTIVE" };
}

/** A pause is over. */
export async function endPause(tx: Tx, subscriptionId: string, at: Date): Promise<void> {
  await tx.subscriptionPause.updateMany({ where: { subscriptionId, endedAt: null }, data: { endedAt: at } });
}

/** Takes a pause back that was to come; without `reminders` nothing is reminded of. Returns whether there was one. */
export async function dropPause(tx: Tx, subscription: Subscription, source: Source, reminders: Reminders | null): Promise<boolean> {
  const { id: subscriptionId, currentPeriodEnd } = subscription;
  const { count } = await tx.subscriptionPause.deleteMany({ where: { subscriptionId, endedAt: null, kind: "PAUSE" } });
  if (count === 0) return false;
  const remindAt = reminders && currentPeriodEnd && remindBefore(currentPeriodEnd, reminders.renewalDaysBefore, now());
  await tx.subscription.update({ where: { id: subscriptionId }, data: { renewsAt: currentPeriodEnd, remindAt } });
  await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId, type: "pause_dropped", source });
  return true;
}

/** When what is paid would be used up; of a paused subscription, if it resumed `at` then. */
export function endOfPaid({ currentPeriodEnd, pausedAt }: Pick<Subscription, "currentPeriodEnd" | "pausedAt">, at: Date): Date | null {
  return currentPeriodEnd && pausedAt ? new Date(currentPeriodEnd.getTime() + at.getTime() - pausedAt.getTime()) : currentPeriodEnd;
}

/** The period of a subscription that stood still, and the anchor of those that follow: it is moved by as long as that was. */
export function movedTerm(
  subscription: Pick<Subscription, "number" | "currentPeriodStart" | "currentPeriodEnd" | "interval" | "intervalCount" | "cycle">,
  { from, at }: { from: Date; at: Date },
  timeZone: string,
): { currentPeriodStart: Date; currentPeriodEnd: Date; anchor: Date; anchorCycle: number } {
  const { currentPeriodStart, currentPeriodEnd, number, cycle } = subscription;
  if (!currentPeriodStart || !currentPeriodEnd) throw new Error(`Subscription ${number} has no term to move`);
  const { start, end } = movedBy({ start: currentPeriodStart, end: currentPeriodEnd }, at.getTime() - from.getTime());
  const anchor = toDateColumn(firstDayOf(everyOf(subscription), end, timeZone));
  return { currentPeriodStart: start, currentPeriodEnd: end, anchor, anchorCycle: cycle + 1 };
}

/** Writes down when a subscription stood still: recognition and refunds count by it. */
export async function keepStandstill(
  tx: Tx,
  { id: subscriptionId, cycle }: Subscription,
  { kind, from, until, reason, endedAt }: { kind: PauseKind; from: Date; until: Date | null; reason: string | null; endedAt: Date | null },
): Promise<void> {
  await tx.subscriptionPause.create({
    data: { id: newId(), subscriptionId, kind, cycle, from, until, reason, endedAt, createdAt: now() },
  });
}
