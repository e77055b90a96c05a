import type { PlanOfPrice } from "#lib/catalog/queries.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { storeThatSells } from "#lib/stores/queries.ts";
import { storeLabel } from "#lib/stores/registry.ts";
import { type CheckoutViewer, viewerAtCheckout } from "./viewer-at-checkout.ts";

export type NotForSaleReason = "changed" | "currency" | "subscribed" | "store";

/**
 * Why what the address names cannot be bought, null where it can: the offer changed, it has no amount in this currency, or the viewer has
 * the plan, here or by the `store` of that name. What they have `live` besides may stand beside it, and their `balance` pays first.
 */
export async function notForSale(
  { plan, sold }: PlanOfPrice,
  currency: string,
  viewer: { id: string } | null,
  { market }: Settings,
): Promise<{ reason: NotForSaleReason | null; store: string | null } & CheckoutViewer> {
  const reason = !sold ? "changed" : plan.prices.length === 0 || !market.currencies.includes(currency) ? "currency" : null;
  const has = viewer && !reason ? await viewerAtCheckout(viewer.id, currency) : { live: [], balance: 0n };
  if (has.live.some(({ planId }) => planId === plan.id)) return { reason: "subscribed", store: null, ...has };
  const store = viewer && !reason ? await storeThatSells(db, viewer.id, [plan.id], now()) : null;
  return { reason: store ? "store" : reason, store: store && storeLabel(store), ...has };
}
