import { everyOf } from "#lib/catalog/contract.ts";
import { isSoldIn, ON_SALE } from "#lib/catalog/state.ts";
import { db } from "#lib/db/client.ts";
import type { Interval, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import type { Money } from "#lib/kernel/money.ts";
import { isSameLength } from "#lib/subscriptions/proration.ts";

export type ChangeablePrice = { plan: string; addOn: boolean; priceId: string; amount: Money; every: { unit: Interval; count: number } };

type Present = Pick<Subscription, "priceId" | "currency" | "interval" | "intervalCount" | "taxIncluded"> & {
  items: Pick<SubscriptionItem, "planId">[];
};

/**
 * What an operator may change a subscription to: the prices of plans on sale in a country that renew, in each of their currencies, but for the present
 * one; and those of the add-ons that are sold for its length and are no part of it.
 */
export async function changeablePrices(country: string, present: Present): Promise<ChangeablePrice[]> {
  const plans = await db.plan.findMany({
    relationLoadStrategy: "join",
    where: { status: { in: ON_SALE }, kind: { in: ["REGULAR", "ADD_ON"] } },
    orderBy: [{ position: "asc" }, { createdAt: "asc" }],
    select: {
      id: true,
      kind: true,
      name: true,
      countries: true,
      prices: {
        where: { archivedAt: null },
        select: { id: true, interval: true, intervalCount: true, taxIncluded: true, amounts: true },
        orderBy: { createdAt: "asc" },
      },
    },
  });
  return plans
    .filter((plan) => isSoldIn(plan, country))
    .flatMap((plan) => plan.prices.flatMap((price) => price.amounts.map((amount) => ({ plan, price, amount }))))
    .filter(({ plan, price, amount: { currency } }) =>
      plan.kind === "ADD_ON"
        ? currency === present.currency &&
          price.taxIncluded === present.taxIncluded &&
          isSameLength(everyOf(price), everyOf(present)) &&
          !present.items.some(({ planId }) => planId === plan.id)
        : price.id !== present.priceId || currency !== present.currency,
    )
    .map(({ plan: { name, kind }, price, amount: { currency, amount } }) => ({
      plan: name,
      addOn: kind === "ADD_ON",
      priceId: price.id,
      amount: { minor: amount, currency },
      every: everyOf(price),
    }));
}
