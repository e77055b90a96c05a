import { db } from "#lib/db/client.ts";
import type { Coupon, TaxRate } from "#lib/db/generated/client.ts";
import type { Sorting } from "#lib/db/keyset.ts";

export type OperatorCoupon = Coupon & { redeemed: number };

export const COUPON_SORTS = {
  created: { first: "desc" },
  code: { first: "asc" },
  redeemed: { first: "desc" },
} as const;

/** Every coupon, the newest first unless told otherwise and archived ones last, with how often it was redeemed. */
export async function couponsForOperator(sorting: Sorting<keyof typeof COUPON_SORTS>): Promise<OperatorCoupon[]> {
  const way = sorting.descending ? "desc" : "asc";
  const order = { created: { createdAt: way }, code: { code: way }, redeemed: { redemptions: { _count: way } } } as const;
  const coupons = await db.coupon.findMany({
    include: { _count: { select: { redemptions: true } } },
    orderBy: [{ archivedAt: { sort: "desc", nulls: "first" } }, order[sorting.by], { code: "asc" }],
  });
  return coupons.map(({ _count, ...coupon }) => ({ ...coupon, redeemed: _count.redemptions }));
}

export async function couponForOperator(id: string): Promise<OperatorCoupon | null> {
  const coupon = await db.coupon.findUnique({ where: { id }, include: { _count: { select: { redemptions: true } } } });
  if (!coupon) return null;
  const { _count, ...row } = coupon;
  return { ...row, redeemed: _count.redemptions };
}

/** Every tax rate by country, the newest first. */
export function taxRatesForOperator(): Promise<TaxRate[]> {
  return db.taxRate.findMany({ orderBy: [{ country: "asc" }, { validFrom: "desc" }] });
}
