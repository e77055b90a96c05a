import { ownOrder } from "#lib/customers/account-queries.ts";
import { anewPath } from "./checkout-request.ts";

/** Where a viewer's order is placed anew, and what changed since is said; null for another's. */
export async function orderPath(orderId: string, customerId: string): Promise<string | null> {
  const order = await ownOrder(customerId, orderId);
  if (!order) return null;
  return `${anewPath(order)}&order=${orderId}`;
}
