import type { IncomingHttpHeaders } from "node:http";
import { isLocale, preferredLocale } from "#i18n/locales.ts";
import { hostCookie } from "#lib/kernel/cookies.ts";
import { isTheme, writeMarket } from "./market.ts";

/** The market in a cached page's address that is a reader's: their own choices (cookies that /market sets), else their browser's language. */
export function readersMarket({ cookie = "", "accept-language": languages = "" }: IncomingHttpHeaders): string {
  const [locale, currency = ""] = chosen("market", cookie).split(".");
  const theme = chosen("theme", cookie);
  const market = writeMarket({
    locale: isLocale(locale) ? locale : preferredLocale(languages),
    currency: /^[A-Z]{3}$/.test(currency) ? currency : undefined,
  });
  return `${market}.${isTheme(theme) ? theme : "default"}`;
}

function chosen(name: string, cookies: string): string {
  const start = `${hostCookie(name)}=`;
  const found = cookies.split("; ").find((cookie) => cookie.startsWith(start));
  return found?.slice(start.length) ?? "";
}
