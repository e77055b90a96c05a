import { z } from "zod";
import { nextInvoiceOf } from "#lib/billing/parts/written-next-invoice.ts";
import { env } from "#lib/kernel/env.ts";
import { carriesToken } from "#lib/web/http/bearer.ts";

const number = z.coerce.number().int().min(1).max(2_147_483_647);

/**
 * What a subscription is billed next, for the operator's own systems: as the account and the dashboard show it.
 * 401: another token; 404: no such subscription, or no API_TOKEN is set; 409: no rate of tax is in force on its day.
 */
export async function GET(request: Request, { params }: { params: Promise<{ number: string }> }): Promise<Response> {
  const { API_TOKEN: token } = env();
  if (!token) return new Response(null, { status: 404 });
  if (!carriesToken(request, token)) return new Response(null, { status: 401, headers: { "www-authenticate": "Bearer" } });
  const asked = number.safeParse((await params).number);
  const found = asked.success ? await nextInvoiceOf(asked.data) : null;
  if (!found) return Response.json({ error: "subscription_unknown" }, { status: 404 });
  if (found.next === "unknown") return Response.json({ error: "tax_rate_missing" }, { status: 409 });
  return Response.json(found, { headers: { "cache-control": "no-store" } });
}
