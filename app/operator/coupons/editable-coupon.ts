import type { EditableCoupon } from "#components/operator/catalog/coupon-form.tsx";
import type { OperatorCoupon } from "#lib/catalog/operator-queries.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { civilDate } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** A coupon as its form shows it, its dates as civil days of the account. */
export function editableCoupon(coupon: OperatorCoupon, { market, company }: Settings): EditableCoupon {
  const amounts = (coupon.amounts ?? {}) as Record<string, string>;
  const currencies = [...new Set([...market.currencies, ...Object.keys(amounts)])];
  const day = (at: Date | null, earlierMs = 0) => (at ? civilDate(new Date(at.getTime() - earlierMs), company.timeZone).toString() : "");
  return {
    id: coupon.id,
    code: coupon.code,
    name: coupon.name === coupon.code ? "" : coupon.name,
    discount: coupon.percentPpm === null ? "amount" : "percent",
    percent: coupon.percentPpm === null ? "" : String(coupon.percentPpm / 10_000),
    amounts: currencies.map((currency) => ({
      currency,
      amount: amounts[currency] ? toDecimal({ minor: BigInt(amounts[currency]), currency }) : "",
    })),
    duration: coupon.duration,
    cycles: coupon.cycles?.toString() ?? "",
    maxRedemptions: coupon.maxRedemptions?.toString() ?? "",
    maxPerViewer: coupon.maxPerViewer.toString(),
    firstPurchase: coupon.firstPurchase,
    onlyBatches: coupon.onlyBatches,
    planIds: coupon.planIds,
    countries: coupon.countries,
    startsOn: day(coupon.startsAt),
    lastDay: day(coupon.expiresAt, 1),
    redeemed: coupon.redeemed,
  };
}

export function newCoupon({ market }: Settings): EditableCoupon {
  const amounts = market.currencies.map((currency) => ({ currency, amount: "" }));
  return {
    code: "",
    name: "",
    discount: "percent",
    percent: "",
    amounts,
    duration: "ONCE",
    cycles: "3",
    maxRedemptions: "",
    maxPerViewer: "1",
    firstPurchase: false,
    onlyBatches: false,
    planIds: [],
    countries: [],
    startsOn: "",
    lastDay: "",
    redeemed: 0,
  };
}
