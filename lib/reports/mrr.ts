import { multiplyHalfAwayFromZero, PPM } from "#lib/kernel/money.ts";
import type { Every } from "#lib/kernel/period.ts";
import { PAYING } from "#lib/subscriptions/state.ts";

export type MrrSubscription = {
  count: number;
  status: string;
  /** The price of one period, in minor units of the one currency that is summed. */
  amount: bigint;
  every: Every;
  discount?: ({ ppm: number } | { amount: bigint }) & { duration: "once" | "repeating" | "forever" };
};

const COUNTED = new Set<string>(PAYING);

/**
 * Monthly recurring revenue: active and past due subscriptions at the price they pay, a forever discount taken off, one that ends not.
 * A month is a twelfth of a year of 365 days. Summed exactly, rounded once.
 * Not used by the product yet; held to published examples (docs/decisions/0005).
 */
export function mrr(subscriptions: MrrSubscription[]): bigint {
  let top = 0n;
  let bottom = 1n;
  for (const { count, status, amount, every, discount } of subscriptions) {
    if (!COUNTED.has(status)) continue;
    const [months, per] = monthsOf(every);
    const [share, of] = discounted(amount, discount);
    const numerator = share * BigInt(count) * per;
    const denominator = of * months;
    top = top * denominator + numerator * bottom;
    bottom *= denominator;
  }
  return multiplyHalfAwayFromZero(top, 1n, bottom);
}

/** The length of a period in months, as a fraction. */
function monthsOf({ unit, count }: Every): [bigint, bigint] {
  const size = BigInt(count);
  if (unit === "MONTH") return [size, 1n];
  if (unit === "YEAR") return [size * 12n, 1n];
  return [size * (unit === "WEEK" ? 7n : 1n) * 12n, 365n];
}

function discounted(amount: bigint, discount: MrrSubscription["discount"]): [bigint, bigint] {
  if (discount?.duration !== "forever") return [amount, 1n];
  if ("ppm" in discount) return [amount * (PPM - BigInt(discount.ppm)), PPM];
  return [discount.amount < amount ? amount - discount.amount : 0n, 1n];
}
