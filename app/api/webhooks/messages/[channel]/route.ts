import { after } from "next/server";
import { env } from "#lib/kernel/env.ts";
import { handleReport, receiveReport } from "#lib/messages/sending/receive-report.ts";
import { readText } from "#lib/web/http/read-text.ts";

type Context = { params: Promise<{ channel: string }> };

/** Where providers report deliveries. 400: bad signature, nothing stored; 404: no such channel, or none that reports; 413: over 64 KiB. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const body = await readText(request, 64 * 1024);
  if (body === null) return new Response(null, { status: 413 });
  const { channel } = await params;
  const { pathname, search } = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  const { status, eventIds } = await receiveReport(channel, { url: `${env().APP_URL}${pathname}${search}`, body, headers });
  after(async () => {
    for (const id of eventIds) await handleReport(id);
  });
  return new Response(null, { status });
}
