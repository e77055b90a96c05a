import { isLocale, type Locale } from "#i18n/locales.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** The language and currency of a cached shop page. */
export type Market = { locale: Locale; currency: string };

/** Reads `ar.EUR`, the part of a cached page's address; what is missing or not offered becomes the settings' default. */
export function readMarket(text: string, { market }: Settings): Market {
  const [locale, currency] = text.split(".");
  return {
    locale: isLocale(locale) && market.locales.includes(locale) ? locale : market.defaultLocale,
    currency: market.currencies.includes(currency) ? currency : market.defaultCurrency,
  };
}

/** The address's part for a choice; `default` leaves it to the settings. */
export function writeMarket({ locale, currency }: Partial<Market>): string {
  return `${locale ?? "default"}.${currency ?? "default"}`;
}
