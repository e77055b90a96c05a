import { cookies } from "next/headers";
import { type NextRequest, NextResponse } from "next/server";
import { isLocale } from "#i18n/locales.ts";
import { localPath } from "#lib/identity/local-path.ts";
import { choiceOptions, hostCookie } from "#lib/kernel/cookies.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { isTheme, writeMarket } from "#lib/web/shop/market.ts";

/** Keeps the reader's choice of language, currency, light or dark, and leads back: `to`, else the page that linked here, else the landing page. */
export async function GET(request: NextRequest): Promise<Response> {
  const asked = request.nextUrl.searchParams;
  const { market } = await getSettings();
  const jar = await cookies();
  const [oldLocale, oldCurrency] = jar.get(hostCookie("market"))?.value.split(".") ?? [];
  const locale = [asked.get("locale"), jar.get(hostCookie("locale"))?.value, oldLocale].find(
    (value) => isLocale(value) && market.locales.includes(value),
  );
  const currency = [asked.get("currency"), oldCurrency].find((value) => value && market.currencies.includes(value));
  const options = choiceOptions();
  jar.set(hostCookie("market"), writeMarket({ locale: isLocale(locale) ? locale : undefined, currency: currency ?? undefined }), options);
  const theme = asked.get("theme");
  if (isTheme(theme)) jar.set(hostCookie("theme"), theme, options);
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
