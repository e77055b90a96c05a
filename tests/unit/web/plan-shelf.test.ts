import { describe, expect, it } from "vitest";
import type { ShopPlan, ShopPrice } from "#lib/catalog/queries.ts";
import { savingOf } from "#lib/catalog/saving.ts";
import { planShelf } from "#lib/web/shop/plan-shelf.ts";

function price(id: string, unit: ShopPrice["every"]["unit"], minor: bigint, count = 1): ShopPrice {
  const money = (amount: bigint) => ({ minor: amount, currency: "EUR" });
  return { id, every: { unit, count }, trialDays: 0, taxIncluded: true, amount: money(minor), setupFee: money(0n) };
}

const plan = (slug: string, prices: ShopPrice[]) => ({ slug, prices }) as ShopPlan;

describe("the shelf of plans", () => {
  const month = price("m", "MONTH", 1000n);
  const year = price("y", "YEAR", 9999n);
  const days = price("d", "DAY", 499n, 30);
  const shelf = planShelf([plan("both", [month, year]), plan("days", [days])]);

  it("offers every interval once, the shortest first, and starts with a month", () => {
    expect(shelf.intervals).toEqual([month.every, days.every, year.every]);
    expect(shelf.chosen).toBe("MONTH-1");
    expect(shelf.cheapest).toEqual(days);
  });

  it("shows a plan that lacks the interval with its first price", () => {
    expect(shelf.cards[0].prices.map(({ shownFor }) => shownFor)).toEqual([["MONTH-1", "DAY-30"], ["YEAR-1"]]);
    expect(shelf.cards[1].prices[0].shownFor).toEqual(["DAY-30", "MONTH-1", "YEAR-1"]);
  });

  it("tells what a longer interval saves in whole percent, never more than is true", () => {
    const saved = (longer: ShopPrice, shortest = month) => savingOf(longer, [longer, shortest]);
    expect(saved(year)).toBe(16);
    expect(saved(price("q", "MONTH", 2700n, 3))).toBe(10);
    expect(saved(price("h", "MONTH", 5999n, 6))).toBeNull();
    expect(saved(price("w", "WEEK", 600n), price("d", "DAY", 100n))).toBe(14);
    expect(saved(price("w", "WEEK", 100n, 4), price("d", "DAY", 100n))).toBe(96);
    expect(saved(month, price("w", "WEEK", 250n))).toBe(8);
    expect(saved(price("z", "YEAR", 12_000n))).toBeNull();
    expect(saved(year, price("free", "MONTH", 0n))).toBeNull();
    expect(savingOf(month, [month, year])).toBeNull();
  });

  it("is empty without plans", () => {
    expect(planShelf([])).toEqual({ intervals: [], chosen: "", cards: [], cheapest: null });
  });
});
