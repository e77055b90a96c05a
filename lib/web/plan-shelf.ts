import type { ShopPlan, ShopPrice } from "#lib/catalog/queries.ts";
import { yearlySaving } from "#lib/catalog/saving.ts";
import type { Money } from "#lib/kernel/money.ts";

type Card = { plan: ShopPlan; prices: { price: ShopPrice; shownFor: string[]; saving: number | null }[] };

type Shelf = { intervals: ShopPrice["every"][]; chosen: string; cards: Card[]; cheapest: Money | null };

/**
 * The plans as cards under one switch of intervals. A plan that is not sold for the chosen interval shows its first price there.
 * `cheapest` is the lowest price that is asked, for the headline.
 */
export function planShelf(plans: ShopPlan[]): Shelf {
  const intervals = new Map(plans.flatMap((plan) => plan.prices).map((price) => [keyOf(price), price.every]));
  const keys = [...intervals.keys()];
  const cards = plans.map((plan) => ({ plan, prices: cardPrices(plan, keys) }));
  const amounts = plans.flatMap((plan) => plan.prices.map((price) => price.amount));
  const cheapest = amounts.reduce<Money | null>((least, amount) => (least && least.minor <= amount.minor ? least : amount), null);
  return { intervals: [...intervals.values()], chosen: keys.includes("MONTH-1") ? "MONTH-1" : (keys[0] ?? ""), cards, cheapest };
}

function cardPrices(plan: ShopPlan, keys: string[]): Card["prices"] {
  const own = plan.prices.filter((price, index, all) => all.findIndex((other) => keyOf(other) === keyOf(price)) === index);
  const missing = keys.filter((key) => !own.some((price) => keyOf(price) === key));
  return own.map((price, index) => ({
    price,
    shownFor: index === 0 ? [keyOf(price), ...missing] : [keyOf(price)],
    saving: yearlySaving(price, plan.prices),
  }));
}

function keyOf({ every }: ShopPrice): string {
  return `${every.unit}-${every.count}`;
}
