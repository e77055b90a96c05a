import { after } from "next/server";
import { handleNotification } from "#lib/stores/handle-notification.ts";
import { receiveNotification } from "#lib/stores/receive-notification.ts";
import { readText } from "#lib/web/http/read-text.ts";

type Context = { params: Promise<{ store: string }> };

/**
 * Where app stores report: stored and answered first, handled after. 400: not the store's, or for another app, nothing stored; 404: no such store, or none that is
 * set up; 413: over 256 KiB; 503: it cannot be verified now.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const body = await readText(request, 256 * 1024);
  if (body === null) return new Response(null, { status: 413 });
  const { store } = await params;
  const { status, eventId } = await receiveNotification(store, { body, headers: Object.fromEntries(request.headers) });
  if (eventId) after(() => handleNotification(eventId));
  return new Response(null, { status });
}
