import type { Actor } from "#lib/audit/audit.ts";
import { type QuotedChange, quoteChange } from "#lib/billing/changing/quote-change.ts";
import { publicPlans, type ShopPlan, type ShopPrice } from "#lib/catalog/queries.ts";
import { isSoldIn } from "#lib/catalog/state.ts";
import { DomainError } from "#lib/kernel/errors.ts";

/** A price that a subscription may be changed to. */
export type ChangeOption = { plan: ShopPlan; price: ShopPrice };

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
