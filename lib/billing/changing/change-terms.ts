import type { PreparedChange } from "./prepare-change.ts";

/** All that is agreed to with a change, in a form that can be shown, sent back and compared: amounts are minor units as text. */
export function writtenChange({ name, agreed, price, fromBalance, dropped }: PreparedChange): string {
  const { time, planId, priceId, contract, items } = agreed;
  const { due, credit, charge, surplus, next, regular } = price;
  return JSON.stringify({
    time,
    name,
    planId,
    priceId,
    items: items.map(({ terms }) => [terms.priceId, String(terms.amount)]),
    currency: contract.currency,
    interval: contract.interval,
    intervalCount: contract.intervalCount,
    coupon: contract.couponCode,
    dropped,
    due: String(due),
    fromBalance: String(fromBalance),
    credit: String(credit),
    charge: String(charge),
    givenBack: String(surplus),
    next: String(next.total),
    nextTax: String(next.tax),
    regular: String(regular.total),
    regularTax: String(regular.tax),
  });
}
