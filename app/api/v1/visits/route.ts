import { hostCookie } from "#lib/kernel/cookies.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { readText } from "#lib/web/http/read-text.ts";
import { countVisit, countVisitInput } from "#lib/web/shop/count-visit.ts";

/** Counts a visitor's step in the webshop's funnel, once a day. Sent by the scripts of our own pages only. */
export async function POST(request: Request): Promise<Response> {
  const body = await readText(request, 800);
  return body === null ? new Response(null, { status: 413 }) : count(request, parseJson(body));
}

/** The same for a page in a browser without scripts, which asks for it as for an image. What led to the page only its address tells. */
export async function GET(request: Request): Promise<Response> {
  const page = request.headers.get("referer") ?? "";
  const source = URL.canParse(page) ? (new URL(page).searchParams.get("utm_source") ?? "") : "";
  return count(request, { source: source.slice(0, 100), ...Object.fromEntries(new URL(request.url).searchParams) });
}

async function count(request: Request, asked: unknown): Promise<Response> {
  if (request.headers.get("sec-fetch-site") !== "same-origin") return new Response(null, { status: 403 });
  const parsed = countVisitInput.safeParse(asked);
  if (!parsed.success) return new Response(null, { status: 400 });
  try {
    await countVisit(parsed.data, request.headers);
  } catch (error) {
    if (error instanceof DomainError) return new Response(null, { status: error.status });
    throw error;
  }
  return new Response(null, { status: 204, headers: { "cache-control": "no-store", ...forgetCookie(request) } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Visitors had one for a year once. */
function forgetCookie(request: Request): Record<string, string> {
  const name = hostCookie("visitor");
  if (
    !request.headers
      .get("cookie")
      ?.split("; ")
      .some((cookie) => cookie.startsWith(`${name}=`))
  )
    return {};
  return { "set-cookie": `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${name.startsWith("__Host-") ? "; Secure" : ""}` };
}
