import { dayOf, type Part } from "./calendar.ts";
import type { Currency } from "./purse.ts";
import { costIn, type Offer } from "./shelf.ts";
import { lessBy, partLessBy, partOf, type Sum, taxed } from "./sums.ts";

/** Off the plan (`cents`: minor units, whatever the currency) in so many of the first periods that are paid; null: in all. */
export type Coupon = { off: { ppm: bigint } | { cents: bigint }; periods: number | null };

/** One thing that a subscription consists of, from when it was bought or changed to until it is taken off, and what it costs for a period. */
export type Item = { offer: Offer; amount: bigint };

export const itemOf = (offer: Offer, currency: Currency): Item => ({ offer, amount: costIn(currency, offer).amount });

/** What was agreed. No later change of plan, price or coupon reaches it. */
export type Terms = { offer: Offer; edition: number; items: Item[]; coupon: Coupon | null };

export type Rate = { from: string; ppm: bigint };

/** Something that an invoice bills, or gives back of what was billed (below 0). */
export type Line = Sum & {
  item: Item | null;
  /** Where it is not the bill's own period. */
  period: { start: Date; end: Date } | null;
  /** What it gives back of. */
  of: Line | null;
  /** What credit notes gave back of it. */
  noted: Sum;
};

export const lineOf = (sum: Sum, item: Item | null, period: Line["period"] = null, of: Line | null = null): Line => ({
  ...sum,
  item,
  period,
  of,
  noted: { net: 0n, tax: 0n },
});

/** The rate on the day of an instant; undefined where none is known, and then nothing is sold. */
export function rateOn(at: Date, zone: string, rates: Rate[]): bigint | undefined {
  const day = dayOf(at, zone).toString();
  return rates.findLast(({ from }) => from <= day)?.ppm;
}

/** What items cost in the period `index` (-1: the trial, which is free), or in a part of it, and what is charged once beside them. */
export function linesOf(
  { offer, coupon }: Pick<Terms, "offer" | "coupon">,
  items: Item[],
  { index, ppm, part, once = 0n }: { index: number; ppm: bigint; part?: Part; once?: bigint },
): Line[] {
  const amounts = items.map((item) =>
    index < 0 ? 0n : item.offer.kind === "extra" ? whole(item.amount, part) : planIn(item, coupon, index, part),
  );
  const sums = taxed(once > 0n ? [...amounts, once] : amounts, ppm, offer.taxIncluded);
  return sums.map((sum, position) => lineOf(sum, items[position] ?? null));
}

const whole = (amount: bigint, part?: Part) => (part ? partOf(amount, part) : amount);

/** A coupon is for the first periods that are paid, or for all. */
function planIn({ amount }: Item, coupon: Coupon | null, index: number, part?: Part): bigint {
  if (!coupon || (coupon.periods !== null && index >= coupon.periods)) return whole(amount, part);
  const { off } = coupon;
  if ("ppm" in off) return part ? partLessBy(amount, off.ppm, part) : lessBy(amount, off.ppm);
  return whole(off.cents < amount ? amount - off.cents : 0n, part);
}
