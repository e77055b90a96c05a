import { cookies } from "next/headers";
import { z } from "zod";
import { cookieOptions, hostCookie, YEAR_SECONDS } from "#lib/kernel/cookies.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { readText } from "#lib/web/http/read-text.ts";
import { countVisit, countVisitInput } from "#lib/web/shop/count-visit.ts";

/** Counts a visitor's step in the webshop's funnel, once a day. Sent by the scripts of our own pages only. */
export async function POST(request: Request): Promise<Response> {
  const body = await readText(request, 500);
  return body === null ? new Response(null, { status: 413 }) : count(request, parseJson(body));
}

/** The same for a page in a browser without scripts, which asks for it as for an image. */
export async function GET(request: Request): Promise<Response> {
  return count(request, Object.fromEntries(new URL(request.url).searchParams));
}

async function count(request: Request, asked: unknown): Promise<Response> {
  if (request.headers.get("sec-fetch-site") !== "same-origin") return new Response(null, { status: 403 });
  const parsed = countVisitInput.safeParse(asked);
  if (!parsed.success) return new Response(null, { status: 400 });
  try {
    await countVisit({ ...parsed.data, visitor: await visitorId(), ip: await clientAddress() });
  } catch (error) {
    if (error instanceof DomainError) return new Response(null, { status: error.status });
    throw error;
  }
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function visitorId(): Promise<string> {
  const jar = await cookies();
  const known = z.uuid().safeParse(jar.get(hostCookie("visitor"))?.value);
  const id = known.success ? known.data : newId();
  jar.set(hostCookie("visitor"), id, cookieOptions(YEAR_SECONDS));
  return id;
}
