import { after } from "next/server";
import { handleInTurn } from "#lib/billing/asking/handle-in-turn.ts";
import { type Received, receiveByAddress, receivePaymentWebhook } from "#lib/billing/asking/receive-payment-webhook.ts";
import { readText } from "#lib/web/http/read-text.ts";

type Context = { params: Promise<{ gateway: string }> };

/**
 * Where gateways report: stored and answered first, handled after. 400: bad signature, nothing stored; 404: no such gateway, or none with a
 * webhook secret; 413: over 1 MiB.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const body = await readText(request, 1024 * 1024);
  if (body === null) return new Response(null, { status: 413 });
  const { gateway } = await params;
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return answered(gateway, await receivePaymentWebhook(gateway, { body, headers: Object.fromEntries(request.headers), query }));
}

/** Some local providers notify by an address alone; 405 for all others. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { gateway } = await params;
  return answered(gateway, await receiveByAddress(gateway, new URL(request.url).search.slice(1)));
}

function answered(gateway: string, { status, eventId, answer }: Received): Response {
  if (eventId) after(() => handleInTurn(eventId, gateway));
  return new Response(answer || null, { status, headers: answer ? { "content-type": "text/plain; charset=utf-8" } : undefined });
}
