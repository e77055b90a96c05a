import { allocate, multiplyHalfAwayFromZero, PPM } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { isEuMember, standardVatRate, vatTerritory } from "./eu-vat-rates.ts";

export const TAX_TREATMENTS = ["standard", "reverse_charge", "outside_scope", "exempt"] as const;
export type TaxTreatment = (typeof TAX_TREATMENTS)[number];

export type Supply = {
  /**
   * `registrations` are the countries outside the Union that tax the seller's sales, by a registration there. `homeVat`: consumers of other member states
   * are charged the seller's own VAT, for its sales to them are under EUR 10,000 a year (Article 59c).
   */
  seller: { country: string; vatRegistered: boolean; registrations?: string[]; homeVat?: boolean };
  /** `exempt`: it has shown that no tax is to be charged. */
  customer: { country: string; vatId?: string; vatIdStatus?: string; exempt?: boolean };
  /** All three are taxed where the customer is. */
  service: "electronic" | "broadcasting" | "telecommunications";
  /** The tax point, an ISO date. */
  on: string;
};

/**
 * How EU VAT treats a supply (Directive 2006/112/EC, articles 44, 58, 196), and the standard rate of the customer's country on that day.
 * A VAT number counts only when its status is "valid".
 */
export function taxTreatment(supply: Supply): { treatment: TaxTreatment; ratePpm: number } {
  const treatment = treatmentOf(supply);
  const territory = taxTerritory(supply.seller, supply.customer.country, supply.on);
  return { treatment, ratePpm: treatment === "standard" ? (standardVatRate(territory, supply.on) ?? 0) : 0 };
}

/** Whose tax a supply with the standard treatment bears. */
export function taxTerritory({ country: home, homeVat }: Supply["seller"], country: string, on: string): string {
  const [from, to] = [home, country].map(vatTerritory);
  return homeVat && isEuMember(from, on) && isEuMember(to, on) ? from : to;
}

function treatmentOf(supply: Supply): TaxTreatment {
  const treatment = byPlace(supply);
  return treatment === "standard" && supply.customer.exempt ? "exempt" : treatment;
}

function byPlace({ seller, customer, on }: Supply): TaxTreatment {
  if (!seller.vatRegistered) return "outside_scope";
  const from = vatTerritory(seller.country);
  const to = vatTerritory(customer.country);
  if (from === to) return "standard";
  if (!isEuMember(to, on)) return seller.registrations?.some((country) => vatTerritory(country) === to) ? "standard" : "outside_scope";
  return customer.vatId && customer.vatIdStatus === "valid" ? "reverse_charge" : "standard";
}

/** The seller as the rules of tax see it. */
export function taxSeller({ country, vatRegistered, taxRegistrations, homeVat }: Settings["company"]): Supply["seller"] {
  return { country, vatRegistered, registrations: taxRegistrations, homeVat };
}

/** Whether the seller charges viewers in `country` its tax on an ISO date; elsewhere a saved rate is never used. */
export function chargesTaxIn(country: string, seller: Supply["seller"], on: string): boolean {
  return treatmentOf({ seller, customer: { country }, service: "electronic", on }) === "standard";
}

/** Where tax is rounded: on each line, once for each rate (the usual law), or once on the document. */
export type TaxRounding = Settings["company"]["taxRounding"];

export type TaxableLine = { amount: bigint; ratePpm: number; discount?: bigint };

export type TaxInput = {
  currency: string;
  /** With `pricesIncludeTax` amounts and discounts are gross, otherwise net. A negative amount gives something back. */
  lines: TaxableLine[];
  /** An amount off the whole, spread over the lines in proportion; never more than they come to. */
  coupon?: bigint;
  pricesIncludeTax: boolean;
  rounding?: TaxRounding;
};

export type TaxedLine = { net: bigint; tax: bigint; total: bigint; discount: bigint };
export type Taxed = { lines: TaxedLine[]; subtotal: bigint; discount: bigint; tax: bigint; total: bigint };

/**
 * Net, tax and gross of an invoice, in minor units. The lines add up to the totals exactly, and `subtotal + tax = total`.
 * Tax is computed from exact fractions and rounded once, half away from zero, then spread over the lines it was rounded for.
 */
export function computeTax({ lines, coupon = 0n, pricesIncludeTax, rounding = "rate" }: TaxInput): Taxed {
  const own = lines.map((line) => upTo(line.amount, line.discount ?? 0n));
  const before = lines.map((line, index) => line.amount - own[index]);
  const whole = sum(before);
  const off = upTo(whole, coupon);
  const [kept, of] = off > 0n ? [whole - off, whole] : [1n, 1n];
  const discounts = allocate(off, before).map((share, index) => share + own[index]);
  const amounts = lines.map((line, index) => line.amount - discounts[index]);

  const rates = lines.map((line) => BigInt(line.ratePpm));
  const divisors = rates.map((rate) => (pricesIncludeTax ? PPM + rate : PPM));
  const common = [...new Set(divisors)].reduce((product, divisor) => product * divisor, 1n);
  const parts = rates.map((rate, index) => rate * (common / divisors[index]));

  const taxes = lines.map(() => 0n);
  for (const group of groups(lines, rounding)) {
    const exact = sum(group.map((index) => before[index] * kept * parts[index]));
    const rounded = multiplyHalfAwayFromZero(1n, exact, common * of);
    const gross = sum(group.map((index) => amounts[index]));
    const tax = pricesIncludeTax && gross >= 0n ? upTo(gross, rounded) : rounded;
    const weights = group.map((index) => amounts[index] * parts[index]);
    for (const [position, share] of allocate(tax, weights).entries()) taxes[group[position]] = share;
  }

  const taxed = amounts.map((amount, index) => {
    const [tax, discount] = [taxes[index], discounts[index]];
    return pricesIncludeTax ? { net: amount - tax, tax, total: amount, discount } : { net: amount, tax, total: amount + tax, discount };
  });
  return {
    lines: taxed,
    subtotal: sum(taxed.map((line) => line.net)),
    discount: sum(discounts),
    tax: sum(taxes),
    total: sum(taxed.map((line) => line.total)),
  };
}

/** The indexes of the lines whose tax is rounded together. */
function groups(lines: TaxableLine[], rounding: TaxRounding): number[][] {
  const indexes = lines.map((_, index) => index);
  if (rounding === "line") return indexes.map((index) => [index]);
  if (rounding === "document") return [indexes];
  return [...Map.groupBy(indexes, (index) => lines[index].ratePpm).values()];
}

/** `value`, but no more than `limit`, and nothing off what is negative. */
function upTo(limit: bigint, value: bigint): bigint {
  if (limit <= 0n) return 0n;
  return value < limit ? value : limit;
}

function sum(values: bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}
