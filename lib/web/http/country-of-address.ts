import { isCountry } from "#lib/kernel/country.ts";

/** The country of the caller's address, when a proxy in front tells it. */
export function countryOfAddress(sent: Pick<Headers, "get">): string | null {
  const code = (sent.get("cf-ipcountry") ?? sent.get("x-vercel-ip-country") ?? sent.get("x-country-code") ?? "").toUpperCase();
  return isCountry(code) ? code : null;
}
