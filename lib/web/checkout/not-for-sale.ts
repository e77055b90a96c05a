import type { PlanOfPrice } from "#lib/catalog/queries.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { liveSubscriptions } from "#lib/subscriptions/queries.ts";

export type NotForSaleReason = "changed" | "currency" | "subscribed";

/**
 * Why what the address names cannot be bought, null where it can: the offer changed, it has no amount in this currency, or the viewer has
 * the plan. What they have `live` besides may stand beside it.
 */
export async function notForSale(
  { plan, sold }: PlanOfPrice,
  currency: string,
  viewer: { id: string } | null,
  { market }: Settings,
): Promise<{ reason: NotForSaleReason | null; live: LiveSubscription[] }> {
  const reason = !sold ? "changed" : plan.prices.length === 0 || !market.currencies.includes(currency) ? "currency" : null;
  const live = viewer && !reason ? await liveSubscriptions(viewer.id) : [];
  return { reason: live.some(({ planId }) => planId === plan.id) ? "subscribed" : reason, live };
}

type LiveSubscription = Awaited<ReturnType<typeof liveSubscriptions>>[number];
