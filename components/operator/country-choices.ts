import { useLocale } from "next-intl";
import { countryNames } from "#lib/kernel/country-names.ts";

/** Every country by its name, sorted as the reader's language does. */
export function useCountryChoices(): { countries: string[]; countryName: (code: string) => string } {
  const names = countryNames(useLocale());
  return {
    countries: names.map(({ code }) => code),
    countryName: (code) => names.find((country) => country.code === code)?.name ?? code,
  };
}
