import { z } from "zod";
import { isCountry } from "#lib/kernel/country.ts";
import { plainText, unmarked } from "#lib/kernel/inputs.ts";

type Query = Record<string, string | string[] | undefined>;

const request = z.object({
  price: z.uuid(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  country: z.string().refine(isCountry).optional().catch(undefined),
  coupon: z.string().transform(plainText).transform(unmarked).pipe(z.string().trim().max(60)).optional().catch(undefined),
});

/** What the checkout's address says: the basket lives in it, so nothing is lost by signing in or coming back. */
export type CheckoutRequest = z.output<typeof request>;

/** Null when the address names no payment plan. */
export function readCheckoutRequest(query: Query): CheckoutRequest | null {
  return request.safeParse(query).data ?? null;
}

export function checkoutPath({ price, currency, country, coupon }: CheckoutRequest): string {
  const query = new URLSearchParams({ price, currency });
  if (country) query.set("country", country);
  if (coupon) query.set("coupon", coupon);
  return `/checkout?${query}`;
}
