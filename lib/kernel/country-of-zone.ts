import { COUNTRIES } from "./country.ts";

/** Known by the names of ICU; where one zone is that of several countries, it says the first. */
let known: Map<string, string> | null = null;

/** The country whose clocks a time zone is, by whichever of its names; null where it is nobody's, or no zone. */
export function countryOfZone(timeZone: string): string | null {
  known ??= new Map([...COUNTRIES].reverse().flatMap((country) => zonesOf(country).map((zone) => [zone, country] as const)));
  try {
    return known.get(new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone) ?? null;
  } catch {
    return null;
  }
}

function zonesOf(country: string): string[] {
  return new Intl.Locale("und", { region: country }).getTimeZones?.() ?? [];
}
