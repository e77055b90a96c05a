import { askHealth } from "#lib/jobs/health.ts";
import { version } from "../../../package.json";

export const dynamic = "force-dynamic";

/**
 * For load balancers and monitors: 200, or 503 while the database does not answer. Before the start is done and while the server stops,
 * scripts/server/door.ts answers here: 503, `starting` or `draining`.
 */
export async function GET(): Promise<Response> {
  const health = await askHealth();
  const ok = health.database === "ok";
  const body = { status: ok ? "ok" : "error", ...health, version };
  return Response.json(body, { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } });
}
