import type { Coupon } from "#lib/db/generated/client.ts";
import { DomainError, type ErrorCode } from "#lib/kernel/errors.ts";

/** @throws DomainError at field `couponCode` when the coupon cannot be used for this plan, currency, country and moment. */
export function checkCoupon(
  coupon: Coupon,
  { planId, currency, country, redeemed, at }: { planId: string; currency: string; country: string; redeemed: number; at: Date },
): void {
  const refuse = (code: ErrorCode) => new DomainError(code, { field: "couponCode" });
  if (coupon.archivedAt || (coupon.startsAt && coupon.startsAt > at)) throw refuse("coupon_unknown");
  if (coupon.expiresAt && coupon.expiresAt <= at) throw refuse("coupon_expired");
  if (coupon.maxRedemptions !== null && redeemed >= coupon.maxRedemptions) throw refuse("coupon_used_up");
  if (coupon.planIds.length > 0 && !coupon.planIds.includes(planId)) throw refuse("coupon_other_plan");
  if (coupon.countries.length > 0 && !coupon.countries.includes(country)) throw refuse("coupon_other_country");
  if (coupon.percentPpm === null && couponAmount(coupon, currency) === null) throw refuse("coupon_other_currency");
}

/** What a coupon takes off in `currency`, in minor units; null for one of percents, or without an amount in it. */
export function couponAmount(coupon: Coupon, currency: string): bigint | null {
  const amounts = coupon.amounts as Record<string, string> | null;
  return amounts?.[currency] === undefined ? null : BigInt(amounts[currency]);
}
