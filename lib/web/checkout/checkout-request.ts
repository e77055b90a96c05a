import { z } from "zod";
import { quoteOrderInput } from "#lib/billing/buying/quote-order.ts";

type Query = Record<string, string | string[] | undefined>;

const { priceId, currency, country, couponCode } = quoteOrderInput.shape;
const request = z.object({
  price: priceId,
  currency,
  country: country.optional().catch(undefined),
  coupon: couponCode.catch(undefined),
});

/** What the checkout's address says: the basket lives in it, so nothing is lost by signing in or coming back. */
export type CheckoutRequest = z.output<typeof request>;

/** Null when the address names no payment plan. One that says nothing of a coupon has the one that a link brought along (`carried`); an empty one was taken out. */
export function readCheckoutRequest(query: Query, carried?: string): CheckoutRequest | null {
  return request.safeParse({ ...query, coupon: query.coupon ?? carried }).data ?? null;
}

export function checkoutPath({ price, currency, country, coupon }: CheckoutRequest): string {
  const query = new URLSearchParams({ price, currency });
  if (country) query.set("country", country);
  if (coupon !== undefined) query.set("coupon", coupon);
  return `/checkout?${query}`;
}
