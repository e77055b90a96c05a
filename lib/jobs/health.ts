import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/db/client.ts";
import { writeSetting } from "#lib/settings/write-setting.ts";

const HEARTBEAT_KEY = "worker";
const WORKER_IS_LATE_AFTER_MS = 60_000;
const DATABASE_IS_LATE_AFTER_SECONDS = 3;

/** Writes down that a worker runs. In real time, not the shop's: a stopped worker must show even where the demo's clock was moved. */
export async function noteHeartbeat(): Promise<void> {
  const at = new Date();
  await writeSetting(db, HEARTBEAT_KEY, { at: at.toISOString() }, at);
}

export type Health = { database: "ok" | "unreachable"; worker: "ok" | "stopped" | "unknown" };

/** Whether the database answers in time, and a worker has run lately. */
export async function askHealth(): Promise<Health> {
  const answered = new AbortController();
  try {
    const question = db.setting.findUnique({ where: { key: HEARTBEAT_KEY }, select: { updatedAt: true } });
    const row = await Promise.race([question, late(answered.signal)]);
    return { database: "ok", worker: row && Date.now() - row.updatedAt.getTime() < WORKER_IS_LATE_AFTER_MS ? "ok" : "stopped" };
  } catch {
    return { database: "unreachable", worker: "unknown" };
  } finally {
    answered.abort();
  }
}

/** Second by second, for time in which this very process stood still says nothing of the database: its answer may wait to be read. */
async function late(signal: AbortSignal): Promise<never> {
  for (let second = 0; second < DATABASE_IS_LATE_AFTER_SECONDS; second += 1) await sleep(1_000, undefined, { signal });
  throw new Error("The database is late");
}
