import { ownOrder } from "#lib/customers/account-queries.ts";
import { checkoutPath } from "./checkout-request.ts";

/** Where a viewer's order is placed anew, and what changed since is said; null for another's. */
export async function orderPath(orderId: string, customerId: string): Promise<string | null> {
  const order = await ownOrder(customerId, orderId);
  if (!order) return null;
  const { priceId, currency, quote } = order;
  const coupon = (quote as { couponCode: string | null }).couponCode ?? undefined;
  return `${checkoutPath({ price: priceId, currency, coupon })}&order=${orderId}`;
}
