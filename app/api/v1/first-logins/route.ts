import { z } from "zod";
import { reportFirstLogin, reportFirstLoginInput } from "#lib/billing/renewing/report-first-login.ts";
import { env } from "#lib/kernel/env.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { carriesToken } from "#lib/web/http/bearer.ts";
import { readText } from "#lib/web/http/read-text.ts";

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
  const parsed = reportFirstLoginInput.safeParse(parseJson(body));
  if (!parsed.success) return Response.json({ error: "invalid_body", details: z.flattenError(parsed.error) }, { status: 400 });
  try {
    return Response.json(await reportFirstLogin(parsed.data, { kind: "SYSTEM", name: "TV platform", ip: await clientAddress() }));
  } catch (error) {
    if (error instanceof DomainError && error.code === "customer_unknown") return Response.json({ error: "user_unknown" }, { status: 404 });
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
