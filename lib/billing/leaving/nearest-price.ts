import { everyOf } from "#lib/catalog/contract.ts";
import type { ShopPlan, ShopPrice } from "#lib/catalog/queries.ts";
import { isSoldIn } from "#lib/catalog/state.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { isSameLength } from "#lib/subscriptions/proration.ts";

export type PlanPrice = { plan: ShopPlan; price: ShopPrice };

type Had = Pick<Subscription, "planId" | "priceId" | "amount" | "interval" | "intervalCount">;

/**
 * What is nearest to what a viewer had, of what is sold in `country`: the same price; else the same plan, for as long where it can be; else another plan, for
 * as long where it can be, whose price differs least. Null where nothing that renews is sold. All prices are in the currency of `had`.
 */
export function nearestPrice(had: Had, plans: ShopPlan[], country: string): PlanPrice | null {
  const sold = plans
    .filter((plan) => isSoldIn(plan, country) && (plan.kind === "REGULAR" || plan.id === had.planId))
    .flatMap((plan) => plan.prices.map((price) => ({ plan, price })));
  return sold.sort((a, b) => compare(distance(had, a), distance(had, b)))[0] ?? null;
}

function distance(had: Had, { plan, price }: PlanPrice): bigint[] {
  const differs = price.amount.minor - had.amount;
  const no = (is: boolean) => (is ? 0n : 1n);
  return [
    no(price.id === had.priceId),
    no(plan.id === had.planId),
    no(isSameLength(price.every, everyOf(had))),
    differs < 0n ? -differs : differs,
    price.amount.minor,
  ];
}

function compare(a: bigint[], b: bigint[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at] < b[at] ? -1 : 1;
}
