import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { tellPaused } from "#lib/billing/parts/pause-letter.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import { optionalDate, optionalText } from "#lib/kernel/inputs.ts";
import { beginningOf } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { latestOf, type Pause, pauseSubscription } from "#lib/subscriptions/pause.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";
import { pauseObstacle } from "./pause-obstacle.ts";

export const PAUSE_TIMES = ["now", "period_end"] as const;
export type PauseTime = (typeof PAUSE_TIMES)[number];

export const pausePlanInput = z.object({
  subscriptionId: z.uuid("invalid"),
  when: z.enum(PAUSE_TIMES, "required"),
  /** The civil day, in the subscription's zone, on which it goes on; null: when somebody says so, or when it has lasted as long as it may. */
  until: optionalDate,
  reason: optionalText(500),
});
export type PausePlanInput = z.output<typeof pausePlanInput>;

/**
 * Pauses a subscription, at once or when its period is over. Meanwhile nothing is billed and nothing may be watched; what is left of the period is kept.
 * @throws 404 `subscription_unknown`, for another viewer's too; the refusals of `pauseObstacle`; `pause_too_early`, `pause_too_late` at `until`, `invalid` at `when`.
 */
export async function pausePlan(input: PausePlanInput, actor: Actor): Promise<void> {
  const settings = await getSettings();
  if (actor.kind === "VIEWER" && input.when === "now" && !settings.pauses.atOnce) throw new DomainError("invalid", { field: "when" });
  await transaction((tx) => pauseOne(tx, input, actor, settings));
}

async function pauseOne(tx: Tx, input: PausePlanInput, actor: Actor, settings: Settings): Promise<void> {
  const subscription = await lockSubscription(tx, input.subscriptionId);
  if (actor.kind === "VIEWER" && actor.id !== subscription.customerId) throw notFound("subscription_unknown");
  const obstacle = await pauseObstacle(tx, subscription, actor.kind, now(), settings);
  if (obstacle) throw conflict(obstacle);
  const pause = pauseAsked(subscription, input, await zoneOf(tx, subscription), settings);
  await pauseSubscription(tx, subscription, pause, sourceOf(actor), settings.reminders);
  await recordAudit(tx, {
    actor,
    action: "subscription.paused",
    subjectType: "subscription",
    subjectId: subscription.id,
    after: { from: pause.from, until: pause.until, reason: pause.reason },
  });
  await tellPaused(tx, subscription, pause, settings);
}

/** @throws where the day is not after the pause began, or further away than a pause may last. */
function pauseAsked(
  { currentPeriodEnd }: Subscription,
  { when, until: day, reason }: PausePlanInput,
  timeZone: string,
  { pauses }: Settings,
): Pause {
  const from = when === "now" ? now() : currentPeriodEnd!;
  const latest = latestOf(from, pauses.maxDays);
  const until = day ? beginningOf(day, 0, timeZone) : null;
  if (until && until <= from) throw new DomainError("pause_too_early", { field: "until" });
  if (until && until > latest) throw new DomainError("pause_too_late", { field: "until", values: { days: pauses.maxDays } });
  return { from, until, latest, reason: reason || null };
}
