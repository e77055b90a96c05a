import { keptOfReturn } from "#lib/billing/asking/find-return.ts";
import { readText } from "#lib/web/http/read-text.ts";

/**
 * A provider sends the viewer back by a form (scripts/server/posted-returns.ts). It comes from another site, so the browser has no session with it; it has with the address
 * that this leads to, where all is as after any return.
 */
export async function POST(request: Request): Promise<Response> {
  const body = await readText(request, 64 * 1024);
  if (body === null) return new Response(null, { status: 413 });
  const query = [new URL(request.url).search.slice(1), await keptOfReturn(body)].filter(Boolean).join("&");
  return new Response(null, { status: 303, headers: { location: `/checkout/return${query && `?${query}`}`, "cache-control": "no-store" } });
}
