import { describe, expect, it } from "vitest";
import { type EventRow, type ItemRow, type SubscriptionRows, stepsOf } from "#lib/reports/mrr/recurring.ts";

const day = (date: string) => new Date(`${date}T00:00:00Z`);
const event = (type: string, date: string, was: EventRow["was"] = null): EventRow => ({ type, at: day(date), was });
const MONTH = { unit: "MONTH", count: 1 } as const;
const basic: ItemRow = { kind: "PLAN", planId: "basic", every: MONTH, amount: 1000n, addedAt: day("2026-01-01"), removedAt: null };
const plain = { currency: "EUR", percentPpm: null, amountOff: null };
const BOUGHT = [event("activated", "2026-01-02"), event("granted", "2026-01-02")];

/** Each step as its day and what the plans are worth. */
function steps(rows: Partial<SubscriptionRows>): [string, string][] {
  return stepsOf({ oneTerm: false, terms: plain, items: [basic], events: BOUGHT, ...rows }).map(({ at, currency, parts }) => [
    at.toISOString().slice(0, 10),
    parts.map(({ planId, amount }) => `${planId} ${amount} ${currency}`).join(" + ") || "nothing",
  ]);
}

describe("what a subscription is worth", () => {
  it("is its price from when it is paid until it ends, which the worker may see later", () => {
    expect(steps({ events: [...BOUGHT, event("ended", "2026-03-02"), event("ended", "2026-03-09")] })).toEqual([
      ["2026-01-02", "basic 1000 EUR"],
      ["2026-03-02", "nothing"],
    ]);
  });

  it("is nothing for what was never paid, in trial, or for one term", () => {
    expect(steps({ events: [event("started", "2026-01-01"), event("abandoned", "2026-01-02")] })).toEqual([]);
    expect(steps({ events: [event("trial_started", "2026-01-02"), event("granted", "2026-01-02"), event("ended", "2026-01-09")] })).toEqual(
      [],
    );
    expect(steps({ oneTerm: true })).toEqual([]);
  });

  it("begins when the period after the trial does", () => {
    const events = [event("trial_started", "2026-01-02"), event("granted", "2026-01-02"), event("renewed", "2026-01-09")];
    expect(steps({ events })).toEqual([["2026-01-09", "basic 1000 EUR"]]);
  });

  it("goes on within grace, and not while it is suspended or paused", () => {
    const overdue = [event("past_due", "2026-02-02"), event("suspended", "2026-02-23"), event("ended", "2026-02-23")];
    const back = [event("recovered", "2026-03-01"), event("granted", "2026-03-01")];
    const paused = [
      event("paused", "2026-03-10"),
      event("ended", "2026-03-10"),
      event("resumed", "2026-04-10"),
      event("granted", "2026-04-10"),
    ];
    expect(steps({ events: [...BOUGHT, ...overdue, ...back, ...paused] }).map(([at, is]) => `${at} ${is}`)).toEqual([
      "2026-01-02 basic 1000 EUR",
      "2026-02-23 nothing",
      "2026-03-01 basic 1000 EUR",
      "2026-03-10 nothing",
      "2026-04-10 basic 1000 EUR",
    ]);
  });

  it("follows its items, and does not move where one takes another's place for as much", () => {
    const sport: ItemRow = { ...basic, planId: "sport", amount: 1500n, addedAt: day("2026-02-01") };
    const old = { ...basic, removedAt: day("2026-02-01") };
    const extra: ItemRow = {
      ...basic,
      kind: "ADD_ON",
      planId: "kids",
      amount: 300n,
      addedAt: day("2026-03-01"),
      removedAt: day("2026-03-05"),
    };
    expect(steps({ items: [old, sport, extra] })).toEqual([
      ["2026-01-02", "basic 1000 EUR"],
      ["2026-02-01", "sport 1500 EUR"],
      ["2026-03-01", "sport 1500 EUR + kids 300 EUR"],
      ["2026-03-05", "sport 1500 EUR"],
    ]);
    expect(steps({ items: [old, { ...basic, addedAt: day("2026-02-01") }] })).toHaveLength(1);
  });

  it("is less what is off the plan for ever, as an invoice rounds it", () => {
    const extra: ItemRow = { ...basic, kind: "ADD_ON", planId: "kids", amount: 300n };
    expect(steps({ items: [{ ...basic, amount: 999n }, extra], terms: { ...plain, percentPpm: 500_000 } })).toEqual([
      ["2026-01-02", "basic 499 EUR + kids 300 EUR"],
    ]);
    expect(steps({ terms: { ...plain, amountOff: 5000n } })).toEqual([]);
  });

  it("keeps a discount, or a currency, for the time it held", () => {
    const given = { ...plain, percentPpm: 200_000 };
    expect(steps({ terms: given, events: [...BOUGHT, event("discount_given", "2026-02-10")] })).toEqual([
      ["2026-01-02", "basic 1000 EUR"],
      ["2026-02-10", "basic 800 EUR"],
    ]);
    const moved: ItemRow = { ...basic, planId: "sport", amount: 1200n, addedAt: day("2026-02-10") };
    const items = [{ ...basic, removedAt: day("2026-02-10") }, moved];
    const events = [...BOUGHT, event("plan_changed", "2026-02-10", given)];
    expect(steps({ items, terms: { ...plain, currency: "USD" }, events })).toEqual([
      ["2026-01-02", "basic 800 EUR"],
      ["2026-02-10", "sport 1200 USD"],
    ]);
  });
});
