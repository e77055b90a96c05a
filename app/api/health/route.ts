import { db } from "#lib/db/client.ts";
import { version } from "../../../package.json";

export const dynamic = "force-dynamic";

const WORKER_IS_LATE_AFTER_MS = 60_000;

/** For load balancers and monitors: 200, or 503 while the database does not answer within two seconds. */
export async function GET(): Promise<Response> {
  const database = await askDatabase();
  const body = { status: database.ok ? "ok" : "error", database: database.ok ? "ok" : "unreachable", worker: database.worker, version };
  return Response.json(body, { status: database.ok ? 200 : 503, headers: { "cache-control": "no-store" } });
}

async function askDatabase(): Promise<{ ok: boolean; worker: "ok" | "stopped" | "unknown" }> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("late")), 2_000);
    });
    const row = await Promise.race([db.setting.findUnique({ where: { key: "worker" }, select: { updatedAt: true } }), late]);
    // Real time, not the shop's clock: the demo may have moved that one.
    return { ok: true, worker: row && Date.now() - row.updatedAt.getTime() < WORKER_IS_LATE_AFTER_MS ? "ok" : "stopped" };
  } catch {
    return { ok: false, worker: "unknown" };
  } finally {
    clearTimeout(timer);
  }
}
