import { useLocale } from "next-intl";
import { COUNTRIES } from "#lib/kernel/country.ts";

/** Every country by its name, sorted as the reader's language does. */
export function useCountryChoices(): { countries: string[]; countryName: (code: string) => string } {
  const locale = useLocale();
  const regions = new Intl.DisplayNames(locale, { type: "region" });
  const countryName = (code: string) => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code);
  return { countries: [...COUNTRIES].sort((a, b) => countryName(a).localeCompare(countryName(b), locale)), countryName };
}
