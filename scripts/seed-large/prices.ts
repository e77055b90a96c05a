import { isEuMember, STANDARD_VAT_RATES } from "#lib/catalog/eu-vat-rates.ts";
import { computeTax } from "#lib/catalog/tax.ts";
import { multiplyHalfAwayFromZero, PPM } from "#lib/kernel/money.ts";
import type { Coupon, Offer } from "./shop.ts";

export type PricedLine = {
  kind: "plan" | "setup_fee" | "trial";
  unitAmount: number;
  discount: number;
  net: number;
  tax: number;
  total: number;
};
export type Priced = { lines: PricedLine[]; subtotal: number; discount: number; tax: number; total: number; ratePpm: number };

/** What periods cost, by what they consist of: there are some hundreds of such sums among millions of invoices. */
export class Prices {
  readonly #kept = new Map<number, Priced>();
  readonly #rates: { country: string; ratePpm: number; from: number }[];

  constructor() {
    this.#rates = Object.entries(STANDARD_VAT_RATES)
      .flatMap(([country, rates]) => rates.map(([from, ratePpm]) => ({ country, ratePpm, from: Date.parse(from) })))
      .sort((one, other) => other.from - one.from);
  }

  /** Of a country's viewer in parts per million on the civil day; 0 outside the Union, where nothing is owed. */
  rateOf(country: string, day: number): number {
    if (!isTaxed(country)) return 0;
    return this.#rates.find((rate) => rate.country === country && rate.from <= day * 86_400_000)?.ratePpm ?? 0;
  }

  /** A period of an offer in a currency, or its trial. */
  priced(offer: Offer, currency: number, coupon: Coupon | null, ratePpm: number, first: "trial" | "first" | "later"): Priced {
    const [kind, off] = [["trial", "first", "later"].indexOf(first), coupon ? coupon.index + 1 : 0];
    const key = (((ratePpm * 8 + off) * 4 + currency) * 4 + kind) * 64 + offer.index;
    const known = this.#kept.get(key);
    if (known) return known;
    const made = price(offer, currency, coupon, ratePpm, first);
    this.#kept.set(key, made);
    return made;
  }
}

const taxed = new Map<string, boolean>();

export function isTaxed(country: string): boolean {
  const known = taxed.get(country);
  if (known !== undefined) return known;
  const is = isEuMember(country, "2025-01-01");
  taxed.set(country, is);
  return is;
}

function price(offer: Offer, currency: number, coupon: Coupon | null, ratePpm: number, first: "trial" | "first" | "later"): Priced {
  const isTrial = first === "trial";
  const amount = isTrial ? 0n : BigInt(offer.amounts[currency]);
  const fee = first === "first" || isTrial ? BigInt(offer.setupFees[currency]) : 0n;
  const charges = [
    {
      kind: isTrial ? ("trial" as const) : ("plan" as const),
      unitAmount: amount,
      discount: coupon ? discountOf(coupon, currency, amount) : 0n,
    },
    ...(fee > 0n ? [{ kind: "setup_fee" as const, unitAmount: fee, discount: 0n }] : []),
  ];
  const lines = charges.map(({ unitAmount, discount }) => ({ amount: unitAmount, discount, ratePpm }));
  const sum = computeTax({ currency: "", pricesIncludeTax: true, lines });
  return {
    lines: charges.map(({ kind, unitAmount }, index) => {
      const { net, tax, total, discount } = sum.lines[index];
      return { kind, unitAmount: Number(unitAmount), discount: Number(discount), net: Number(net), tax: Number(tax), total: Number(total) };
    }),
    subtotal: Number(sum.subtotal),
    discount: Number(sum.discount),
    tax: Number(sum.tax),
    total: Number(sum.total),
    ratePpm,
  };
}

function discountOf({ percentPpm, amounts }: Coupon, currency: number, amount: bigint): bigint {
  return percentPpm === null ? BigInt(amounts![currency]) : multiplyHalfAwayFromZero(amount, BigInt(percentPpm), PPM);
}
