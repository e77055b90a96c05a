import type { Actor } from "#lib/audit/audit.ts";
import { type QuotedChange, quoteChange } from "#lib/billing/changing/quote-change.ts";
import { everyOf } from "#lib/catalog/contract.ts";
import { publicPlans, type ShopPlan, type ShopPrice } from "#lib/catalog/queries.ts";
import { isSoldIn } from "#lib/catalog/state.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { isSameLength } from "#lib/subscriptions/proration.ts";

/** A price that a subscription may be changed to. */
export type ChangeOption = { plan: ShopPlan; price: ShopPrice };

/** The extras that may be added in step: sold for the subscription's length, and not part of it yet. */
export async function addOnOptions(
  subscription: Pick<Subscription, "currency" | "interval" | "intervalCount" | "taxIncluded"> & { items: { planId: string }[] },
  country: string,
): Promise<ChangeOption[]> {
  const plans = (await publicPlans(subscription.currency)).filter((plan) => plan.kind === "ADD_ON" && isSoldIn(plan, country));
  return plans
    .filter(({ id }) => !subscription.items.some(({ planId }) => planId === id))
    .flatMap((plan) => plan.prices.map((price) => ({ plan, price })))
    .filter(({ price }) => price.taxIncluded === subscription.taxIncluded && isSameLength(price.every, everyOf(subscription)));
}

/** What else is sold in `currency` to whoever lives in `country`, as the shop shows it: passes and the present price are none. */
export async function changeOptions(
  currency: string,
  country: string,
  present: { priceId: string; currency: string },
): Promise<ChangeOption[]> {
  const plans = (await publicPlans(currency)).filter((plan) => plan.kind === "REGULAR" && isSoldIn(plan, country));
  return plans
    .flatMap((plan) => plan.prices.map((price) => ({ plan, price })))
    .filter(({ price }) => price.id !== present.priceId || currency !== present.currency);
}

/** What a change would cost, or why it cannot be made. */
export async function offeredChange(
  subscriptionId: string,
  request: Parameters<typeof quoteChange>[1],
  actor: Actor,
): Promise<{ quoted: QuotedChange; refusal: null } | { quoted: null; refusal: DomainError }> {
  try {
    return { quoted: await quoteChange(subscriptionId, request, actor), refusal: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { quoted: null, refusal: error };
  }
}
