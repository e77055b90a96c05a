import { cookies } from "next/headers";
import { type NextRequest, NextResponse } from "next/server";
import { localPath } from "#lib/identity/local-path.ts";
import { choiceOptions, hostCookie } from "#lib/kernel/cookies.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { chooseMarket, writeMarket } from "#lib/web/shop/market.ts";

/** Keeps the reader's choice of language, currency, light or dark, and leads back: `to`, else the page that linked here, else the landing page. */
export async function GET(request: NextRequest): Promise<Response> {
  const asked = request.nextUrl.searchParams;
  const jar = await cookies();
  const kept = { market: jar.get(hostCookie("market"))?.value, locale: jar.get(hostCookie("locale"))?.value };
  const { locale, currency, theme } = chooseMarket(Object.fromEntries(asked), kept, await getSettings());
  const options = choiceOptions();
  jar.set(hostCookie("market"), writeMarket({ locale, currency }), options);
  if (theme) jar.set(hostCookie("theme"), theme, options);
  if (locale) jar.set(hostCookie("locale"), locale, options);
  return new NextResponse(null, {
    status: 303,
    headers: { location: localPath(asked.get("to"), pageBefore(request)), "cache-control": "no-store" },
  });
}

function pageBefore(request: NextRequest): string {
  const referer = request.headers.get("referer");
  if (!referer || !URL.canParse(referer)) return "/";
  const { host, pathname, search } = new URL(referer);
  return host === request.headers.get("host") ? localPath(pathname + search, "/") : "/";
}
