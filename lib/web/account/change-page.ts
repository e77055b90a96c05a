import type { Actor } from "#lib/audit/audit.ts";
import { type QuotedChange, quoteChange } from "#lib/billing/changing/quote-change.ts";
import { type ChangeOption, inStep } from "#lib/billing/parts/in-step.ts";
import { publicPlans } from "#lib/catalog/queries.ts";
import { isSoldIn } from "#lib/catalog/state.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { DomainError } from "#lib/kernel/errors.ts";

/** The extras that may be added in step, and are not part of the subscription yet. */
export async function addOnOptions(
  subscription: Pick<Subscription, "currency" | "interval" | "intervalCount" | "taxIncluded"> & { items: { planId: string }[] },
  country: string,
): Promise<ChangeOption[]> {
  const options = inStep(await publicPlans(subscription.currency), subscription, country);
  return options.filter(({ plan }) => !subscription.items.some(({ planId }) => planId === plan.id));
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
