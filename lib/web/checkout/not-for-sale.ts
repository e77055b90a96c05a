import type { PlanOfPrice } from "#lib/catalog/queries.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { type CheckoutViewer, viewerAtCheckout } from "./viewer-at-checkout.ts";

export type NotForSaleReason = "changed" | "currency" | "subscribed";

/**
 * Why what the address names cannot be bought, null where it can: the offer changed, it has no amount in this currency, or the viewer has
 * the plan. What they have `live` besides may stand beside it, and their `balance` pays first.
 */
export async function notForSale(
  { plan, sold }: PlanOfPrice,
  currency: string,
  viewer: { id: string } | null,
  { market }: Settings,
): Promise<{ reason: NotForSaleReason | null } & CheckoutViewer> {
  const reason = !sold ? "changed" : plan.prices.length === 0 || !market.currencies.includes(currency) ? "currency" : null;
  const has = viewer && !reason ? await viewerAtCheckout(viewer.id, currency) : { live: [], balance: 0n };
  return { reason: has.live.some(({ planId }) => planId === plan.id) ? "subscribed" : reason, ...has };
}
