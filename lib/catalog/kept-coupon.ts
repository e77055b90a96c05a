import type { Tx } from "#lib/db/transaction.ts";
import type { Contract } from "./contract.ts";
import { couponAmount } from "./coupon.ts";
import type { Offer } from "./load-offer.ts";

type CouponTerms = Pick<Contract, "couponId" | "couponCode" | "couponPercentPpm" | "couponAmount" | "couponDuration" | "couponCycles">;

const NONE: CouponTerms = {
  couponId: null,
  couponCode: null,
  couponPercentPpm: null,
  couponAmount: null,
  couponDuration: null,
  couponCycles: null,
};

/** The coupon of a contract as it goes on with another plan: what it took off was agreed, so it does whatever became of the coupon; but only for plans that it is for. */
export async function keptCoupon(
  tx: Tx,
  contract: CouponTerms & { currency: string },
  { plan }: Offer,
  currency: string,
): Promise<CouponTerms> {
  const { couponId, couponCode, couponPercentPpm, couponDuration, couponCycles } = contract;
  const coupon = couponId ? await tx.coupon.findUnique({ where: { id: couponId } }) : null;
  if (!coupon || (coupon.planIds.length > 0 && !coupon.planIds.includes(plan.id))) return NONE;
  const kept = { couponId, couponCode, couponPercentPpm, couponDuration, couponCycles };
  if (couponPercentPpm !== null) return { ...kept, couponAmount: null };
  const amount = currency === contract.currency ? contract.couponAmount : couponAmount(coupon, currency);
  return amount === null ? NONE : { ...kept, couponAmount: amount };
}
