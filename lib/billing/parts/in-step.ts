import { everyOf } from "#lib/catalog/contract.ts";
import type { ShopPlan, ShopPrice } from "#lib/catalog/queries.ts";
import { isSoldIn } from "#lib/catalog/state.ts";
import type { Price } from "#lib/db/generated/client.ts";
import { isSameLength } from "#lib/subscriptions/proration.ts";

/** A price of a plan that may be chosen. */
export type ChangeOption = { plan: ShopPlan; price: ShopPrice };

/** The add-ons among `plans` that are sold in step with a price: for its length, with its way of showing tax, in that country. */
export function inStep(
  plans: ShopPlan[],
  present: Pick<Price, "interval" | "intervalCount" | "taxIncluded">,
  country: string,
): ChangeOption[] {
  return plans
    .filter((plan) => plan.kind === "ADD_ON" && isSoldIn(plan, country))
    .flatMap((plan) => plan.prices.map((price) => ({ plan, price })))
    .filter(({ price }) => price.taxIncluded === present.taxIncluded && isSameLength(price.every, everyOf(present)));
}
