import { env } from "#lib/kernel/env.ts";

export const dynamic = "force-dynamic";

/** What this process has used of the processor since its start, in milliseconds, all threads together. It is there in tests only. */
export function GET(): Response {
  if (env().STREAMTILL_MODE !== "test") return new Response(null, { status: 404 });
  const { user, system } = process.cpuUsage();
  return Response.json((user + system) / 1000);
}
