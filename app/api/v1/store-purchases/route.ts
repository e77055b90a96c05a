import { z } from "zod";
import { reportStorePurchase, reportStorePurchaseInput } from "#lib/billing/buying/report-store-purchase.ts";
import { env } from "#lib/kernel/env.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { log } from "#lib/kernel/log.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { carriesToken } from "#lib/web/http/bearer.ts";
import { readText } from "#lib/web/http/read-text.ts";

/**
 * The server of an app tells what one of its viewers has bought in a store, or restores; saying it again changes nothing.
 * 400: another body; 401: another token; 404: no such store, customer or purchase, or no API_TOKEN is set; 409: another viewer's; 413: over 32 kB;
 * 422: no proof of this app; 503: the store gives no answer, so say it again.
 */
export async function POST(request: Request): Promise<Response> {
  const { API_TOKEN: token } = env();
  if (!token) return new Response(null, { status: 404 });
  if (!carriesToken(request, token)) return new Response(null, { status: 401, headers: { "www-authenticate": "Bearer" } });
  const body = await readText(request, 32_000);
  if (body === null) return new Response(null, { status: 413 });
  const parsed = reportStorePurchaseInput.safeParse(parseJson(body));
  if (!parsed.success) return Response.json({ error: "invalid_body", details: z.flattenError(parsed.error) }, { status: 400 });
  try {
    const actor = { kind: "SYSTEM", name: "App", ip: await clientAddress() } as const;
    return Response.json(await reportStorePurchase(parsed.data, actor), { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (error instanceof DomainError) return Response.json({ error: error.code }, { status: error.status });
    log.warn({ err: error, store: parsed.data.store }, "a store gave no answer about a purchase");
    return Response.json({ error: "store_silent" }, { status: 503 });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
