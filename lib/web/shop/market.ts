import { isLocale, type Locale } from "#i18n/locales.ts";
import type { Settings } from "#lib/settings/schema.ts";

const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export function isTheme(value: unknown): value is Theme {
  return THEMES.includes(value as Theme);
}

/** The language and currency of a cached shop page, and the reader's choice of light or dark, if they made one. */
export type Market = { locale: Locale; currency: string; theme?: Theme };

/** Reads `ar.EUR.dark`, the part of a cached page's address; what is missing or not offered becomes the settings' default. */
export function readMarket(text: string, { market }: Settings): Market {
  const [locale, currency, theme] = text.split(".");
  return {
    locale: isLocale(locale) && market.locales.includes(locale) ? locale : market.defaultLocale,
    currency: market.currencies.includes(currency) ? currency : market.defaultCurrency,
    theme: isTheme(theme) ? theme : undefined,
  };
}

/** What a reader `asked` for now, else what was `kept` of their choices before: a language or currency that is not offered (any more) is none. */
export function chooseMarket(
  asked: Record<string, string>,
  kept: { market?: string; locale?: string },
  { market }: Settings,
): Partial<Market> {
  const [oldLocale, oldCurrency] = kept.market?.split(".") ?? [];
  return {
    locale: [asked.locale, kept.locale, oldLocale].filter(isLocale).find((locale) => market.locales.includes(locale)),
    currency: [asked.currency, oldCurrency].find((currency) => currency && market.currencies.includes(currency)),
    theme: isTheme(asked.theme) ? asked.theme : undefined,
  };
}

/** A choice of language and currency in a word; `default` leaves it to the settings. */
export function writeMarket({ locale, currency }: Partial<Market>): string {
  return `${locale ?? "default"}.${currency ?? "default"}`;
}
