import { PPM } from "#lib/kernel/money.ts";
import type { Every } from "#lib/kernel/period.ts";
import { PAYING } from "#lib/subscriptions/state.ts";
import { type Exact, monthly, rounded, sumOf } from "./mrr/monthly.ts";

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
 * Held to published examples (docs/decisions/0005); reports read `mrr/read.ts`, which sums the same as movements.
 */
export function mrr(subscriptions: MrrSubscription[]): bigint {
  return rounded(sumOf(subscriptions.filter(({ status }) => COUNTED.has(status)).map(worth)));
}

function worth({ count, amount, every, discount }: MrrSubscription): Exact {
  const [share, of] = discounted(amount, discount);
  const { top, bottom } = monthly(share * BigInt(count), every);
  return { top, bottom: bottom * of };
}

function discounted(amount: bigint, discount: MrrSubscription["discount"]): [bigint, bigint] {
  if (discount?.duration !== "forever") return [amount, 1n];
  if ("ppm" in discount) return [amount * (PPM - BigInt(discount.ppm)), PPM];
  return [discount.amount < amount ? amount - discount.amount : 0n, 1n];
}
