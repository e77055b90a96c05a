import { expect, it } from "vitest";
import { comingChange } from "#lib/subscriptions/coming-change.ts";

const item = (id: string, kind: "PLAN" | "ADD_ON", name: string) => ({ id, kind, name });
const subscription = {
  planId: "family",
  priceId: "family-monthly",
  interval: "MONTH" as const,
  intervalCount: 1,
  items: [item("1", "PLAN", "Family"), item("2", "ADD_ON", "Sports"), item("3", "ADD_ON", "Kids")],
};

it.each([
  ["another plan", "basic", "basic-monthly", "MONTH", ["2", "3"], { plan: "Then", length: null, ends: [] }],
  ["another length", "family", "family-yearly", "YEAR", [], { plan: "Then", length: { unit: "YEAR", count: 1 }, ends: [] }],
  ["an add-on that ends", "family", "family-monthly", "MONTH", ["1", "3"], { plan: "Then", length: null, ends: ["Sports"] }],
  ["all add-ons end", "family", "family-monthly", "MONTH", ["1"], { plan: "Then", length: null, ends: ["Sports", "Kids"] }],
])("tells %s", (_, planId, priceId, interval, kept, expected) => {
  const scheduledChange = { change: written(planId, priceId, interval, kept), plan: { name: "Then" } };
  expect(comingChange({ ...subscription, scheduledChange })).toEqual(expected);
});

it("tells nothing where none waits", () => {
  expect(comingChange({ ...subscription, scheduledChange: null })).toBeNull();
});

/** As a scheduled change is kept. */
function written(planId: string, priceId: string, interval: string, kept: string[]) {
  const terms = {
    kind: "ADD_ON",
    planId: "x",
    priceId: "x",
    name: "x",
    quantity: 1,
    amount: "0",
    packages: [],
    maxDevices: 0,
    maxStreams: 0,
  };
  const none = { couponId: null, couponCode: null, couponPercentPpm: null, couponAmount: null, couponDuration: null, couponCycles: null };
  return {
    ...{ time: "renewal", cycle: 1, standing: ["1", "2", "3"], planId, priceId },
    contract: { currency: "EUR", amount: "0", interval, intervalCount: 1, billingDay: null, taxIncluded: true, ...none },
    items: kept.map((keeps) => ({ keeps, terms: { ...terms, quality: "HD" } })),
  };
}
