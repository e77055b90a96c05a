import { roughDays, type ShopPlan, type ShopPrice } from "#lib/catalog/queries.ts";
import { savingOf } from "#lib/catalog/saving.ts";

export type Card = { plan: ShopPlan; prices: { price: ShopPrice; shownFor: string[]; saving: number | null }[] };

type Shelf = { intervals: ShopPrice["every"][]; chosen: string; cards: Card[]; cheapest: ShopPrice | null };

/**
 * The plans as cards under one switch of intervals, the shortest first. A plan that is not sold for the chosen interval shows its first
 * price there. `cheapest` is the lowest price that is asked, for the headline.
 */
export function planShelf(plans: ShopPlan[]): Shelf {
  const prices = plans.flatMap((plan) => plan.prices);
  const intervals = [...new Map(prices.map((price) => [keyOf(price), price.every])).values()].sort((a, b) => roughDays(a) - roughDays(b));
  const keys = intervals.map(keyOfEvery);
  const cards = plans.map((plan) => ({ plan, prices: cardPrices(plan, keys) }));
  const cheapest = prices.reduce<ShopPrice | null>(
    (least, price) => (least && least.amount.minor <= price.amount.minor ? least : price),
    null,
  );
  return { intervals, chosen: keys.includes("MONTH-1") ? "MONTH-1" : (keys[0] ?? ""), cards, cheapest };
}

function cardPrices(plan: ShopPlan, keys: string[]): Card["prices"] {
  const own = plan.prices.filter((price, index, all) => all.findIndex((other) => keyOf(other) === keyOf(price)) === index);
  const missing = keys.filter((key) => !own.some((price) => keyOf(price) === key));
  return own.map((price, index) => ({
    price,
    shownFor: index === 0 ? [keyOf(price), ...missing] : [keyOf(price)],
    saving: savingOf(price, plan.prices),
  }));
}

function keyOf({ every }: ShopPrice): string {
  return keyOfEvery(every);
}

function keyOfEvery({ unit, count }: ShopPrice["every"]): string {
  return `${unit}-${count}`;
}
