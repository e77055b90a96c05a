import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/db/client.ts";
import { version } from "../../../package.json";

export const dynamic = "force-dynamic";

const WORKER_IS_LATE_AFTER_MS = 60_000;
const DATABASE_IS_LATE_AFTER_SECONDS = 3;

/**
 * For load balancers and monitors: 200, or 503 while the database does not answer. Before the start is done and while the server stops,
 * scripts/server/door.ts answers here: 503, `starting` or `draining`.
 */
export async function GET(): Promise<Response> {
  const database = await askDatabase();
  const body = { status: database.ok ? "ok" : "error", database: database.ok ? "ok" : "unreachable", worker: database.worker, version };
  return Response.json(body, { status: database.ok ? 200 : 503, headers: { "cache-control": "no-store" } });
}

async function askDatabase(): Promise<{ ok: boolean; worker: "ok" | "stopped" | "unknown" }> {
  const answered = new AbortController();
  try {
    const question = db.setting.findUnique({ where: { key: "worker" }, select: { updatedAt: true } });
    const row = await Promise.race([question, late(answered.signal)]);
    // Real time, not the shop's clock: the demo may have moved that one.
    return { ok: true, worker: row && Date.now() - row.updatedAt.getTime() < WORKER_IS_LATE_AFTER_MS ? "ok" : "stopped" };
  } catch {
    return { ok: false, worker: "unknown" };
  } finally {
    answered.abort();
  }
}

/** Second by second, for time in which this very process stood still says nothing of the database: its answer may wait to be read. */
async function late(signal: AbortSignal): Promise<never> {
  for (let second = 0; second < DATABASE_IS_LATE_AFTER_SECONDS; second += 1) await sleep(1_000, undefined, { signal });
  throw new Error("The database is late");
}
