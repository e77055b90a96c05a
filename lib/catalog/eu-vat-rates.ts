/**
 * Standard VAT rates in ppm by country, each from a date until the next; the first row holds for the time before 2010 too.
 * Sources: European Commission, Taxes in Europe Database; national tax offices for GB, CH and NO.
 */
export const STANDARD_VAT_RATES: Record<string, [validFrom: string, ratePpm: number][]> = {
  AT: [["2010-01-01", 200_000]],
  BE: [["2010-01-01", 210_000]],
  BG: [["2010-01-01", 200_000]],
  CY: [
    ["2010-01-01", 150_000],
    ["2012-03-01", 170_000],
    ["2013-01-14", 180_000],
    ["2014-01-13", 190_000],
  ],
  CZ: [
    ["2010-01-01", 200_000],
    ["2013-01-01", 210_000],
  ],
  DE: [
    ["2010-01-01", 190_000],
    ["2020-07-01", 160_000],
    ["2021-01-01", 190_000],
  ],
  DK: [["2010-01-01", 250_000]],
  EE: [
    ["2010-01-01", 200_000],
    ["2024-01-01", 220_000],
    ["2025-07-01", 240_000],
  ],
  ES: [
    ["2010-01-01", 160_000],
    ["2010-07-01", 180_000],
    ["2012-09-01", 210_000],
  ],
  FI: [
    ["2010-01-01", 220_000],
    ["2010-07-01", 230_000],
    ["2013-01-01", 240_000],
    ["2024-09-01", 255_000],
  ],
  FR: [
    ["2010-01-01", 196_000],
    ["2014-01-01", 200_000],
  ],
  GR: [
    ["2010-01-01", 190_000],
    ["2010-03-15", 210_000],
    ["2010-07-01", 230_000],
    ["2016-06-01", 240_000],
  ],
  HR: [
    ["2010-01-01", 230_000],
    ["2012-03-01", 250_000],
  ],
  HU: [
    ["2010-01-01", 250_000],
    ["2012-01-01", 270_000],
  ],
  IE: [
    ["2010-01-01", 210_000],
    ["2012-01-01", 230_000],
    ["2020-09-01", 210_000],
    ["2021-03-01", 230_000],
  ],
  IT: [
    ["2010-01-01", 200_000],
    ["2011-09-17", 210_000],
    ["2013-10-01", 220_000],
  ],
  LT: [["2010-01-01", 210_000]],
  LU: [
    ["2010-01-01", 150_000],
    ["2015-01-01", 170_000],
    ["2023-01-01", 160_000],
    ["2024-01-01", 170_000],
  ],
  LV: [
    ["2010-01-01", 210_000],
    ["2011-01-01", 220_000],
    ["2012-07-01", 210_000],
  ],
  MT: [["2010-01-01", 180_000]],
  NL: [
    ["2010-01-01", 190_000],
    ["2012-10-01", 210_000],
  ],
  PL: [
    ["2010-01-01", 220_000],
    ["2011-01-01", 230_000],
  ],
  PT: [
    ["2010-01-01", 200_000],
    ["2010-07-01", 210_000],
    ["2011-01-01", 230_000],
  ],
  RO: [
    ["2010-01-01", 190_000],
    ["2010-07-01", 240_000],
    ["2016-01-01", 200_000],
    ["2017-01-01", 190_000],
    ["2025-08-01", 210_000],
  ],
  SE: [["2010-01-01", 250_000]],
  SI: [
    ["2010-01-01", 200_000],
    ["2013-07-01", 220_000],
  ],
  SK: [
    ["2010-01-01", 190_000],
    ["2011-01-01", 200_000],
    ["2025-01-01", 230_000],
  ],
  CH: [
    ["2010-01-01", 76_000],
    ["2011-01-01", 80_000],
    ["2018-01-01", 77_000],
    ["2024-01-01", 81_000],
  ],
  GB: [
    ["2010-01-01", 175_000],
    ["2011-01-04", 200_000],
  ],
  NO: [["2010-01-01", 250_000]],
};

/** The standard VAT rate of a country on an ISO date, in ppm; null for a country this table does not hold. */
export function standardVatRate(country: string, on: string): number | null {
  const rates = STANDARD_VAT_RATES[vatTerritory(country)];
  if (!rates) return null;
  return (rates.findLast(([validFrom]) => validFrom <= on) ?? rates[0])[1];
}

const NOT_MEMBERS = new Set(["CH", "NO"]);

/** Whether a country applies EU VAT on an ISO date. The United Kingdom did until the end of 2020, Croatia does since July 2013. */
export function isEuMember(country: string, on: string): boolean {
  const territory = vatTerritory(country);
  if (territory === "GB") return on < "2021-01-01";
  if (territory === "HR") return on >= "2013-07-01";
  return territory in STANDARD_VAT_RATES && !NOT_MEMBERS.has(territory);
}

/** The country whose VAT applies: Monaco's is France's, the Isle of Man's the United Kingdom's, Liechtenstein's Switzerland's; VAT numbers write Greece as EL. */
export function vatTerritory(country: string): string {
  return { MC: "FR", IM: "GB", LI: "CH", EL: "GR" }[country] ?? country;
}
