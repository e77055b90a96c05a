import { env } from "#lib/kernel/env.ts";
import { newId } from "#lib/kernel/ids.ts";
import { query } from "../query.ts";

/** What `npm run bench` holds the webhook route against: a route handler with one INSERT and nothing else. It is there in tests only. */
export async function POST(request: Request): Promise<Response> {
  if (env().STREAMTILL_MODE !== "test") return new Response(null, { status: 404 });
  const id = newId();
  await query({
    name: "insert",
    text: `INSERT INTO "InboundEvent" ("id", "source", "externalId", "type", "payload", "receivedAt") VALUES ($1, 'bench', $2, 'bench', $3, now())`,
    values: [id, id, await request.text()],
  });
  return new Response(null, { status: 200 });
}
