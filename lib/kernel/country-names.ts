import { COUNTRIES } from "./country.ts";
import { regionNames } from "./intl.ts";

export type CountryName = { code: string; name: string };

const known = new Map<string, CountryName[]>();

/** Every country in the language of `locale`, in its order: worked out once, for naming and sorting them takes milliseconds. */
export function countryNames(locale: string): CountryName[] {
  const kept = known.get(locale);
  if (kept) return kept;
  const names = regionNames(locale);
  const order = new Intl.Collator(locale);
  const sorted = COUNTRIES.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => order.compare(a.name, b.name));
  known.set(locale, sorted);
  return sorted;
}
