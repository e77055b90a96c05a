import type { OperatorCoupon } from "./operator-queries.ts";

export type CouponState = "active" | "scheduled" | "expired" | "used_up" | "archived";

/** Whether a coupon can be redeemed at `at`, and if not, why. */
export function couponState(
  coupon: Pick<OperatorCoupon, "archivedAt" | "startsAt" | "expiresAt" | "maxRedemptions" | "redeemed">,
  at: Date,
): CouponState {
  if (coupon.archivedAt) return "archived";
  if (coupon.expiresAt && coupon.expiresAt <= at) return "expired";
  if (coupon.maxRedemptions !== null && coupon.redeemed >= coupon.maxRedemptions) return "used_up";
  return coupon.startsAt && coupon.startsAt > at ? "scheduled" : "active";
}
