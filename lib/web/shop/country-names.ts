import { COUNTRIES } from "#lib/kernel/country.ts";

export type CountryName = { code: string; name: string };

/** Every country in the reader's language, in its order. */
export function countryNames(locale: string): CountryName[] {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const order = new Intl.Collator(locale);
  return COUNTRIES.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => order.compare(a.name, b.name));
}
