import { isSoldIn, ON_SALE } from "#lib/catalog/state.ts";
import { db } from "#lib/db/client.ts";
import type { Interval } from "#lib/db/generated/client.ts";
import type { Money } from "#lib/kernel/money.ts";

export type ChangeablePrice = { plan: string; priceId: string; amount: Money; every: { unit: Interval; count: number } };

/** The prices of plans on sale in a country that renew, in each of their currencies, but for the `present` one: what an operator may change a subscription to. */
export async function changeablePrices(country: string, present: { priceId: string; currency: string }): Promise<ChangeablePrice[]> {
  const plans = await db.plan.findMany({
    relationLoadStrategy: "join",
    where: { status: { in: ON_SALE }, kind: "REGULAR" },
    orderBy: [{ position: "asc" }, { createdAt: "asc" }],
    select: {
      name: true,
      countries: true,
      prices: {
        where: { archivedAt: null },
        select: { id: true, interval: true, intervalCount: true, amounts: true },
        orderBy: { createdAt: "asc" },
      },
    },
  });
  return plans
    .filter((plan) => isSoldIn(plan, country))
    .flatMap(({ name, prices }) =>
      prices.flatMap(({ id, interval, intervalCount, amounts }) =>
        amounts.map(({ currency, amount }) => ({
          plan: name,
          priceId: id,
          amount: { minor: amount, currency },
          every: { unit: interval, count: intervalCount },
        })),
      ),
    )
    .filter(({ priceId, amount }) => priceId !== present.priceId || amount.currency !== present.currency);
}
