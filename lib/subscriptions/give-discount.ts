import { couponIn } from "#lib/catalog/contract.ts";
import { couponAmount } from "#lib/catalog/coupon.ts";
import type { Coupon, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { recordEvent } from "#lib/events/record.ts";
import type { Source } from "#lib/kernel/source.ts";

type CouponTerms = Pick<Subscription, "couponId" | "couponCode" | "couponPercentPpm" | "couponAmount" | "couponDuration" | "couponCycles">;

/**
 * A coupon as a subscription that runs gets it: off its next periods, as many as the coupon is for. Null where it has one already that goes on, or the coupon is not
 * for its plan or currency.
 */
export function discountFor(subscription: Subscription, coupon: Coupon, at: Date): CouponTerms | null {
  const { cycle, currency, planId } = subscription;
  const over = (coupon.expiresAt !== null && coupon.expiresAt <= at) || (coupon.startsAt !== null && coupon.startsAt > at);
  if (coupon.archivedAt || over || couponIn(subscription, cycle + 1)) return null;
  if (coupon.planIds.length > 0 && !coupon.planIds.includes(planId)) return null;
  const amount = couponAmount(coupon, currency);
  if (coupon.percentPpm === null && amount === null) return null;
  const lasts = coupon.duration === "ONCE" ? 1 : coupon.cycles;
  return {
    couponId: coupon.id,
    couponCode: coupon.code,
    couponPercentPpm: coupon.percentPpm,
    couponAmount: amount,
    couponDuration: lasts === null ? "FOREVER" : "REPEATING",
    couponCycles: lasts === null ? null : cycle + 1 + lasts,
  };
}

/** Writes such terms into a locked subscription. */
export async function giveDiscount(tx: Tx, { id: subscriptionId }: Subscription, terms: CouponTerms, source: Source): Promise<void> {
  await tx.subscription.update({ where: { id: subscriptionId }, data: terms });
  await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId, type: "discount_given", source, data: { code: terms.couponCode } });
}
