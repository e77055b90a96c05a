import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { now, runClock } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { writeSetting } from "#lib/settings/write-setting.ts";
import { LIVE_SQL } from "#lib/subscriptions/state.ts";
import { runSchedule } from "./schedule.ts";

const KEY = "clock";
const saved = z.object({ offsetMs: z.number() });
const DAY_MS = 86_400_000;

export const moveClockInput = z.object({ step: z.enum(["day", "month", "next"]) });
export type MoveClockInput = z.output<typeof moveClockInput>;

/** Sets the clock of a demo to where an operator last moved it. Does nothing elsewhere. */
export async function restoreClock(): Promise<void> {
  if (env().STREAMTILL_MODE !== "demo") return;
  const row = await db.setting.findUnique({ where: { key: KEY } });
  if (row) runClock(saved.parse(row.value).offsetMs);
}

/**
 * Moves the demo's clock ahead, a day at a time, and lets everything happen that falls due on the way. Returns what was done, by job.
 * @throws `demo_only` outside the demo, `nothing_ahead` when nothing is due within a year.
 */
export async function moveClock({ step }: MoveClockInput): Promise<Record<string, number>> {
  if (env().STREAMTILL_MODE !== "demo") throw new DomainError("demo_only", { status: 403 });
  const target = await targetOf(step);
  const done: Record<string, number> = {};
  while (now() < target) {
    await setClock(new Date(Math.min(now().getTime() + DAY_MS, target.getTime())));
    for (const [job, count] of Object.entries(await runSchedule())) done[job] = (done[job] ?? 0) + count;
  }
  return done;
}

async function targetOf(step: MoveClockInput["step"]): Promise<Date> {
  const at = now();
  if (step === "day") return new Date(at.getTime() + DAY_MS);
  if (step === "month") {
    const start = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO("UTC");
    return new Date(start.add({ months: 1 }).epochMilliseconds);
  }
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT least(
      (SELECT min(least("renewsAt", "remindAt", "graceUntil")) FROM "Subscription" WHERE "status" IN ${LIVE_SQL} AND least("renewsAt", "remindAt", "graceUntil") > ${at}),
      (SELECT min("nextAttemptAt") FROM "Invoice" WHERE "nextAttemptAt" > ${at}),
      (SELECT min("from") FROM "SubscriptionPause" WHERE "endedAt" IS NULL AND "from" > ${at})) AS "at"`;
  if (!row?.at || row.at.getTime() - at.getTime() > 366 * DAY_MS) throw new DomainError("nothing_ahead");
  return new Date(row.at.getTime() + 1000);
}

async function setClock(at: Date): Promise<void> {
  const offsetMs = at.getTime() - Date.now();
  await writeSetting(db, KEY, { offsetMs }, at);
  runClock(offsetMs);
}
