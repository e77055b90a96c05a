import type { PlanKind, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import { least, multiplyHalfAwayFromZero, PPM } from "#lib/kernel/money.ts";
import type { Every } from "#lib/kernel/period.ts";
import { couponAmount } from "./coupon.ts";
import type { Offer } from "./load-offer.ts";
import type { Off } from "./share.ts";

/** What is sold, as the subscription keeps it. Quotes, periods and renewals are made from it, never from the rows of plan, price and coupon. */
export type Contract = Pick<
  Subscription,
  | "currency"
  | "amount"
  | "interval"
  | "intervalCount"
  | "billingDay"
  | "taxIncluded"
  | "trialDays"
  | "oneTerm"
  | "startsAtFirstLogin"
  | "couponId"
  | "couponCode"
  | "couponPercentPpm"
  | "couponAmount"
  | "couponDuration"
  | "couponCycles"
>;

/** Kinds of plans that are for one term and do not renew. */
export const ENDS_BY_ITSELF: PlanKind[] = ["TRIAL", "PASS"];

/** The contract that an offer makes with a viewer. Whoever had the plan before gets no trial of it. */
export function contractOf({ plan, price, amount, coupon }: Offer, currency: string, hadPlan: boolean): Contract {
  const { interval, intervalCount, billingDay, taxIncluded, trialDays } = price;
  return {
    currency,
    amount,
    interval,
    intervalCount,
    billingDay,
    taxIncluded,
    trialDays: hadPlan ? 0 : trialDays,
    oneTerm: ENDS_BY_ITSELF.includes(plan.kind),
    startsAtFirstLogin: plan.startsAtFirstLogin,
    couponId: coupon?.id ?? null,
    couponCode: coupon?.code ?? null,
    couponPercentPpm: coupon?.percentPpm ?? null,
    couponAmount: coupon && couponAmount(coupon, currency),
    couponDuration: coupon?.duration ?? null,
    couponCycles: coupon?.cycles ?? null,
  };
}

/** The cycle that the contract begins with: 0 is the first paid one, -1 its trial. */
export function firstCycle({ trialDays }: Pick<Contract, "trialDays">): number {
  return trialDays > 0 ? -1 : 0;
}

/** A part of a subscription as it is sold: what it costs for a period, and what it grants. */
export type ItemTerms = Pick<
  SubscriptionItem,
  "kind" | "planId" | "priceId" | "name" | "quantity" | "amount" | "packages" | "maxDevices" | "maxStreams" | "quality"
>;

/** The item that an offer's plan becomes. */
export function itemOf({ plan, price, amount }: Pick<Offer, "plan" | "price" | "amount">, kind: ItemTerms["kind"] = "PLAN"): ItemTerms {
  const { id: planId, name, packages, maxDevices, maxStreams, quality } = plan;
  return { kind, planId, priceId: price.id, name, quantity: 1, amount, packages, maxDevices, maxStreams, quality };
}

/** What all items come to for a period, before coupon and tax rules. */
export function amountOf(items: Pick<ItemTerms, "quantity" | "amount">[]): bigint {
  return items.reduce((sum, { quantity, amount }) => sum + amount * BigInt(quantity), 0n);
}

export function everyOf({ interval, intervalCount }: Pick<Contract, "interval" | "intervalCount">): Every {
  return { unit: interval, count: intervalCount };
}

type CouponTerms = Pick<Contract, "couponDuration" | "couponCycles" | "couponPercentPpm" | "couponAmount">;

/** How many of the first paid periods the coupon takes something off; null where it lasts for ever, or there is none. */
export function couponLasts({ couponDuration, couponCycles }: Pick<Contract, "couponDuration" | "couponCycles">): number | null {
  return couponDuration === "ONCE" ? 1 : couponCycles;
}

/** How many periods the coupon still lowers that come after `cycle`; 0 where it lasts for ever, or there is none: nothing changes then. */
export function discountedAfter(contract: Pick<Contract, "couponDuration" | "couponCycles">, cycle: number): number {
  return Math.max((couponLasts(contract) ?? 0) - (cycle + 1), 0);
}

/** What the coupon takes off the plan in a cycle, if anything. */
export function couponIn(contract: CouponTerms, cycle: number): Off | undefined {
  const { couponDuration, couponPercentPpm, couponAmount } = contract;
  const lasts = couponLasts(contract);
  if (couponDuration === null || (lasts !== null && (cycle < 0 || cycle >= lasts))) return undefined;
  return couponPercentPpm === null ? { amount: couponAmount ?? 0n } : { ppm: couponPercentPpm };
}

/** The same in minor units of the plan's `amount`, never more than it. Percentages round half away from zero. */
export function discountOf(contract: CouponTerms, amount: bigint, cycle: number): bigint {
  const off = couponIn(contract, cycle);
  if (!off) return 0n;
  return "ppm" in off ? multiplyHalfAwayFromZero(amount, BigInt(off.ppm), PPM) : least(off.amount, amount);
}
