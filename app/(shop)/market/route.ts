import { cookies } from "next/headers";
import { type NextRequest, NextResponse } from "next/server";
import { isLocale } from "#i18n/locales.ts";
import { localPath } from "#lib/identity/local-path.ts";
import { env } from "#lib/kernel/env.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { writeMarket } from "#lib/web/market.ts";

const YEAR = 31_536_000;

/** Keeps the reader's choice of language and currency, and leads back: `to`, else the page that linked here, else the landing page. */
export async function GET(request: NextRequest): Promise<Response> {
  const asked = request.nextUrl.searchParams;
  const { market } = await getSettings();
  const jar = await cookies();
  const [oldLocale, oldCurrency] = jar.get("market")?.value.split(".") ?? [];
  const locale = [asked.get("locale"), jar.get("locale")?.value, oldLocale].find(
    (value) => isLocale(value) && market.locales.includes(value),
  );
  const currency = [asked.get("currency"), oldCurrency].find((value) => value && market.currencies.includes(value));
  const options = { path: "/", maxAge: YEAR, sameSite: "lax", secure: env().APP_URL.startsWith("https:") } as const;
  jar.set("market", writeMarket({ locale: isLocale(locale) ? locale : undefined, currency: currency ?? undefined }), options);
  if (locale) jar.set("locale", locale, options);
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
