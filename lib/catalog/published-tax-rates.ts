import { STANDARD_VAT_RATES, vatTerritory } from "./eu-vat-rates.ts";

/** What the tax is called on invoices where it is not simply "VAT". */
const NAMES: Record<string, string> = {
  AT: "USt",
  BE: "BTW/TVA",
  BG: "ДДС",
  CH: "MWST",
  CY: "ΦΠΑ",
  CZ: "DPH",
  DE: "USt",
  DK: "moms",
  EE: "KM",
  ES: "IVA",
  FI: "ALV",
  FR: "TVA",
  GR: "ΦΠΑ",
  HR: "PDV",
  HU: "ÁFA",
  IT: "IVA",
  LT: "PVM",
  LU: "TVA",
  LV: "PVN",
  NL: "BTW",
  NO: "MVA",
  PL: "VAT",
  PT: "IVA",
  RO: "TVA",
  SE: "moms",
  SI: "DDV",
  SK: "DPH",
};

type PublishedTaxRate = { country: string; name: string; ratePpm: number; validFrom: string };

/** The published standard rates that were in force at some time on or after `since` (a civil date). */
export function publishedTaxRates(since: string): PublishedTaxRate[] {
  return Object.entries(STANDARD_VAT_RATES).flatMap(([country, rates]) => {
    const inForce = rates.filter((_, index) => !rates[index + 1] || rates[index + 1][0] > since);
    return inForce.map(([validFrom, ratePpm]) => ({ country, name: NAMES[country] ?? "VAT", ratePpm, validFrom }));
  });
}

/** Whether a country's rates are published here. */
export function hasPublishedRates(country: string): boolean {
  return vatTerritory(country) in STANDARD_VAT_RATES;
}
