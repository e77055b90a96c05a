import { env } from "#lib/kernel/env.ts";

export const dynamic = "force-dynamic";

/** What this process holds in memory, in megabytes. It is there in tests only. */
export function GET(): Response {
  if (env().STREAMTILL_MODE !== "test") return new Response(null, { status: 404 });
  return Response.json(Math.round(process.memoryUsage().rss / 1024 / 1024));
}
