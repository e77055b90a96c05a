import { z } from "zod";
import { basketOf, quoteOrderInput } from "#lib/billing/buying/quote-order.ts";
import type { Order } from "#lib/db/generated/client.ts";

type Query = Record<string, string | string[] | undefined>;

const { priceId, currency, country, couponCode, addOns } = quoteOrderInput.shape;
const request = z.object({
  price: priceId,
  currency,
  country: country.optional().catch(undefined),
  coupon: couponCode.catch(undefined),
  add: addOns.catch(undefined),
});

/** What the checkout's address says: the basket lives in it, so nothing is lost by signing in or coming back. */
export type CheckoutRequest = z.output<typeof request>;

/** Null when the address names no payment plan. One that says nothing of a coupon has the one that a link brought along (`carried`); an empty one was taken out. */
export function readCheckoutRequest(query: Query, carried?: string): CheckoutRequest | null {
  const add = Array.isArray(query.add) ? query.add.join(".") : query.add;
  return request.safeParse({ ...query, add, coupon: query.coupon ?? carried }).data ?? null;
}

export function checkoutPath({ price, currency, country, coupon, add }: CheckoutRequest): string {
  const query = new URLSearchParams({ price, currency });
  if (country) query.set("country", country);
  if (coupon !== undefined) query.set("coupon", coupon);
  if (add?.length) query.set("add", add.join("."));
  return `/checkout?${query}`;
}

/** Where what an order was for is ordered anew. */
export function anewPath({ priceId, currency, quote }: Pick<Order, "priceId" | "currency" | "quote">): string {
  const { couponCode: coupon, addOns: add } = basketOf(quote);
  return checkoutPath({ price: priceId, currency, coupon, add });
}
