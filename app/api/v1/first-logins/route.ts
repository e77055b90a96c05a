import { z } from "zod";
import { recordFirstLogin, recordFirstLoginInput } from "#lib/billing/renewing/record-first-login.ts";
import { customerByServiceUserId } from "#lib/customers/queries.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { mayWatch } from "#lib/subscriptions/queries.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { carriesToken } from "#lib/web/http/bearer.ts";
import { readText } from "#lib/web/http/read-text.ts";

/** `userId` as the viewer typed it into the TV app. */
const login = z.strictObject({
  userId: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9-]{1,40}$/),
  at: recordFirstLoginInput.shape.at,
});

/**
 * The TV platform tells that a viewer has signed in to its app. Saying it again changes nothing; the answer names the first time and says
 * whether the viewer may watch now.
 * 400: another body; 401: another token; 404: no such user, or no TV_PLATFORM_TOKEN is set; 413: over 1 kB.
 */
export async function POST(request: Request): Promise<Response> {
  const { TV_PLATFORM_TOKEN: token } = env();
  if (!token) return new Response(null, { status: 404 });
  if (!carriesToken(request, token)) return new Response(null, { status: 401, headers: { "www-authenticate": "Bearer" } });
  const body = await readText(request, 1000);
  if (body === null) return new Response(null, { status: 413 });
  const parsed = login.safeParse(parseJson(body));
  if (!parsed.success) return Response.json({ error: "invalid_body", details: z.flattenError(parsed.error) }, { status: 400 });
  const customer = await customerByServiceUserId(parsed.data.userId);
  if (!customer) return Response.json({ error: "user_unknown" }, { status: 404 });
  const actor = { kind: "SYSTEM", name: "TV platform", ip: await clientAddress() } as const;
  const firstLoginAt = await recordFirstLogin({ customerId: customer.id, at: parsed.data.at }, actor);
  return Response.json({ userId: customer.serviceUserId, firstLoginAt, entitled: await mayWatch(customer.id, now()) });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
