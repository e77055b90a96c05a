import type { Quote } from "./quote.ts";

/**
 * All that a viewer agrees to when they order, in a form that can be shown, sent back and compared: amounts are minor units as text.
 * `fromBalance`: what of today's sum is paid from the viewer's balance. Dates are not in it, for they follow from the moment of the payment.
 */
export type Terms = ReturnType<typeof termsOf>;

export function termsOf(quote: Quote, customerId: string, fromBalance = 0n) {
  const { contract, lines, renewal, regular, tax } = quote;
  return {
    customerId,
    country: quote.country,
    planId: quote.planId,
    priceId: quote.priceId,
    currency: contract.currency,
    interval: contract.interval,
    intervalCount: contract.intervalCount,
    billingDay: contract.billingDay,
    trialDays: contract.trialDays,
    oneTerm: contract.oneTerm,
    waitsForLogin: quote.waitsForLogin,
    amount: String(contract.amount),
    lines: lines.map(({ kind, unitAmount, discount, net, total }) => [kind, ...[unitAmount, discount, net, total].map(String)]),
    // Left out where there are none: the terms of older orders have none either.
    addOns: quote.addOns.length > 0 ? quote.addOns.map(({ priceId, name, amount }) => [priceId, name, String(amount)]) : undefined,
    coupon: contract.couponCode,
    couponOff: contract.couponPercentPpm ?? (contract.couponAmount === null ? null : String(contract.couponAmount)),
    couponDuration: contract.couponDuration,
    couponCycles: contract.couponCycles,
    taxIncluded: contract.taxIncluded,
    taxTreatment: quote.treatment,
    taxRatePpm: lines[0].taxRatePpm,
    today: String(quote.total),
    todayTax: String(tax),
    fromBalance: String(fromBalance),
    next: renewal && String(renewal.total),
    nextTax: renewal && String(renewal.tax),
    regular: regular && String(regular.total),
    regularTax: regular && String(regular.tax),
  };
}

/** As the checkout's form carries them, and an order keeps them. */
export function writtenTerms(quote: Quote, customerId: string, fromBalance = 0n): string {
  return JSON.stringify(termsOf(quote, customerId, fromBalance));
}
