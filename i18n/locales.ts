/** The languages that ship. The first is complete; the others fall back to it text by text. */
export const LOCALES = ["en", "ar"] as const;
export type Locale = (typeof LOCALES)[number];

export function isLocale(value: unknown): value is Locale {
  return LOCALES.includes(value as Locale);
}

export function directionOf(locale: string): "ltr" | "rtl" {
  return locale === "ar" ? "rtl" : "ltr";
}

/** The language's name in itself, for the switch. */
export const LOCALE_NAMES: Record<Locale, string> = { en: "English", ar: "العربية" };

/** The first language of an Accept-Language header that ships, by the reader's order of preference. */
export function preferredLocale(acceptLanguage: string | null): Locale | undefined {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part, index) => {
      const [tag, ...parameters] = part.trim().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.toLowerCase().split("-")[0], quality: quality ? Number(quality) : 1, index };
    })
    .filter((choice) => choice.quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  return wanted.map((choice) => choice.language).find(isLocale);
}
