import type { Actor } from "#lib/audit/audit.ts";
import { type PauseObstacle, pauseObstacle } from "#lib/billing/changing/pause-obstacle.ts";
import { PAUSE_TIMES, type PauseTime } from "#lib/billing/changing/pause-plan.ts";
import { db } from "#lib/db/client.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { latestOf } from "#lib/subscriptions/pause.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";

/** How a subscription may be paused now: from when, and the first and last civil day on which it may go on; or why it may not. */
export type PauseOffer = { obstacle: PauseObstacle } | { obstacle: null; times: PauseTime[]; from: Date; first: string; last: string };

/** What the one who asks is offered. `from`: when the running period is over. */
export async function pauseOffer(
  subscription: Subscription,
  by: Actor["kind"],
  settings: Pick<Settings, "pauses" | "dunning">,
): Promise<PauseOffer> {
  const obstacle = await pauseObstacle(db, subscription, by, now(), settings);
  if (obstacle) return { obstacle };
  const { pauses } = settings;
  const zone = await zoneOf(db, subscription);
  const times = PAUSE_TIMES.filter((time) => time !== "now" || by !== "VIEWER" || pauses.atOnce);
  const from = subscription.currentPeriodEnd!;
  const begins = times.includes("now") ? now() : from;
  return {
    obstacle: null,
    times,
    from,
    first: civilDate(begins, zone).add({ days: 1 }).toString(),
    last: civilDate(latestOf(from, pauses.maxDays), zone).toString(),
  };
}
