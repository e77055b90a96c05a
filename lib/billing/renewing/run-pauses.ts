import { z } from "zod";
import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { tellResumed } from "#lib/billing/parts/pause-letter.ts";
import { db } from "#lib/db/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockToDeliver } from "#lib/subscriptions/lock.ts";
import { latestOf, pauseOf, resumeSubscription, standStill } from "#lib/subscriptions/pause.ts";
import { pausesNext } from "#lib/subscriptions/state.ts";

const ids = z.array(z.object({ id: z.string() }));

/** Begins the pauses whose period is over, and resumes what was paused until now. Returns how many. */
export async function runPauses(limit = 100): Promise<number> {
  const settings = await getSettings();
  const begun = await eachSafely(await beginning(limit), "a pause", ({ id }) => transaction((tx) => begin(tx, id, settings)));
  const goOn = await db.subscription.findMany({
    where: { status: "PAUSED", renewsAt: { lte: now() }, id: { notIn: resting() } },
    orderBy: { renewsAt: "asc" },
    take: limit,
    select: { id: true },
  });
  return begun + (await eachSafely(goOn, "the end of a pause", ({ id }) => transaction((tx) => end(tx, id, settings))));
}

/** What nothing renews is found first: of all pauses that have begun, most stand still already. */
async function beginning(limit: number): Promise<{ id: string }[]> {
  const rows = await db.$queryRaw`
    WITH ending AS MATERIALIZED (SELECT "id" FROM "Subscription" WHERE "status" = 'ACTIVE' AND "renewsAt" IS NULL)
    SELECT "id" FROM ending WHERE "id" <> ALL (${resting()}::uuid[])
      AND EXISTS (SELECT 1 FROM "SubscriptionPause" p WHERE p."subscriptionId" = ending."id" AND p."endedAt" IS NULL AND p."from" <= ${now()})
    LIMIT ${limit}`;
  return ids.parse(rows);
}

async function begin(tx: Tx, id: string, { reminders, pauses }: Settings): Promise<boolean> {
  const { items: _items, hasAnother: _, ...subscription } = await lockToDeliver(tx, id);
  const pause = await pauseOf(tx, id);
  if (!pause || pause.from > now() || !pausesNext(subscription)) return false;
  await standStill(tx, subscription, { ...pause, latest: latestOf(pause.from, pauses.maxDays) }, "worker", reminders);
  return true;
}

/** As of the day that was said, however late a worker comes: its viewer could watch since then. */
async function end(tx: Tx, id: string, settings: Settings): Promise<boolean> {
  const { hasAnother: _, ...subscription } = await lockToDeliver(tx, id);
  const { status, renewsAt } = subscription;
  if (status !== "PAUSED" || !renewsAt || renewsAt > now()) return false;
  const resumed = await resumeSubscription(tx, subscription, renewsAt, "worker", settings.reminders);
  await tellResumed(tx, resumed, settings);
  return true;
}
