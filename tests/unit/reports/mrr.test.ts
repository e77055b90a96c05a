import { describe, expect, it } from "vitest";
import { type MrrSubscription, mrr } from "#lib/reports/mrr.ts";

const active: MrrSubscription = { count: 1, status: "ACTIVE", amount: 1200n, every: { unit: "MONTH", count: 1 } };

describe("mrr", () => {
  it("is nothing for nobody", () => expect(mrr([])).toBe(0n));

  it("brings every length to a twelfth of a year", () => {
    expect(mrr([{ ...active, every: { unit: "YEAR", count: 1 } }])).toBe(100n);
    expect(mrr([{ ...active, every: { unit: "MONTH", count: 3 } }])).toBe(400n);
    expect(mrr([{ ...active, amount: 84n, every: { unit: "WEEK", count: 1 } }])).toBe(365n);
    expect(mrr([{ ...active, amount: 12n, every: { unit: "DAY", count: 1 } }])).toBe(365n);
  });

  it("rounds once, after summing", () => {
    expect(mrr([{ ...active, count: 3, amount: 100n, every: { unit: "YEAR", count: 1 } }])).toBe(25n);
  });

  it("takes off what is off for ever, by percent or amount, and never more than the price", () => {
    expect(mrr([{ ...active, discount: { ppm: 250_000, duration: "forever" } }])).toBe(900n);
    expect(mrr([{ ...active, discount: { amount: 200n, duration: "forever" } }])).toBe(1000n);
    expect(mrr([{ ...active, discount: { amount: 5000n, duration: "forever" } }])).toBe(0n);
    expect(mrr([{ ...active, discount: { ppm: 250_000, duration: "once" } }])).toBe(1200n);
  });

  it("counts active and past due only", () => {
    const statuses = ["ACTIVE", "PAST_DUE", "TRIALING", "INCOMPLETE", "CANCELED", "EXPIRED"];
    expect(mrr(statuses.map((status) => ({ ...active, status })))).toBe(2400n);
  });
});
