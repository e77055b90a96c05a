import { expect, test } from "vitest";
import { nearestPrice } from "#lib/billing/leaving/nearest-price.ts";
import type { ShopPlan } from "#lib/catalog/queries.ts";

const plan = (id: string, prices: [id: string, amount: bigint, unit?: "MONTH" | "YEAR"][], more: Partial<ShopPlan> = {}): ShopPlan =>
  ({
    id,
    kind: "REGULAR",
    countries: [],
    ...more,
    prices: prices.map(([priceId, minor, unit = "MONTH"]) => ({
      id: priceId,
      every: { unit, count: 1 },
      amount: { minor, currency: "EUR" },
    })),
  }) as unknown as ShopPlan;

const had = { planId: "basic", priceId: "old", amount: 1000n, interval: "MONTH", intervalCount: 1 } as const;
const nearest = (plans: ShopPlan[], country = "DE") => nearestPrice(had, plans, country)?.price.id ?? null;

test("the price that the viewer had comes first, then their plan for as long, then their plan for another length", () => {
  const other = plan("family", [["same", 1000n]]);
  expect(
    nearest([
      other,
      plan("basic", [
        ["new", 1200n],
        ["old", 1000n],
      ]),
    ]),
  ).toBe("old");
  expect(
    nearest([
      other,
      plan("basic", [
        ["year", 1000n, "YEAR"],
        ["new", 1500n],
      ]),
    ]),
  ).toBe("new");
  expect(nearest([other, plan("basic", [["year", 9000n, "YEAR"]])])).toBe("year");
});

test("then another plan for as long whose price differs least, the cheaper of two", () => {
  expect(
    nearest([
      plan("a", [
        ["year", 1000n, "YEAR"],
        ["far", 2500n],
      ]),
      plan("b", [
        ["dear", 1200n],
        ["cheap", 800n],
      ]),
    ]),
  ).toBe("cheap");
});

test("what is not sold there, or does not renew, is none", () => {
  expect(nearest([plan("a", [["at", 1000n]], { countries: ["AT"] }), plan("b", [["pass", 1000n]], { kind: "PASS" })])).toBeNull();
  expect(nearest([plan("a", [["at", 1000n]], { countries: ["AT"] })], "AT")).toBe("at");
});
