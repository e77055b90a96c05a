import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ProrationInput, prorate } from "#lib/subscriptions/proration.ts";
import { holds, minor, timeZone } from "#tests/support/property.ts";

const month = { unit: "MONTH", count: 1 } as const;
const period = { start: new Date("2026-03-01T00:00:00Z"), end: new Date("2026-04-01T00:00:00Z") };
const side = fc.record({ amount: minor, every: fc.constant(month) });
const change = fc.record<ProrationInput>({
  policy: fc.constantFrom("second", "day"),
  timeZone,
  period: fc.constant(period),
  at: fc.date({ min: new Date("2026-02-20T00:00:00Z"), max: new Date("2026-04-10T00:00:00Z"), noInvalidDate: true }),
  from: side,
  to: side,
});

describe("prorate", () => {
  it("never gives back or costs more than the price, and nets the two", () =>
    holds(
      fc.property(change, (input) => {
        const { credit, charge, net } = prorate(input);
        expect(credit >= 0n && credit <= input.from.amount).toBe(true);
        expect(charge >= 0n && charge <= input.to.amount).toBe(true);
        expect(net).toBe(charge - credit);
      }),
    ));

  it("gives all at the start and nothing at the end", () => {
    const of = (at: Date) =>
      prorate({
        policy: "second",
        timeZone: "UTC",
        period,
        at,
        from: { amount: 1000n, every: month },
        to: { amount: 3000n, every: month },
      });
    expect(of(period.start)).toEqual({ credit: 1000n, charge: 3000n, net: 2000n });
    expect(of(period.end)).toEqual({ credit: 0n, charge: 0n, net: 0n });
  });

  it("costs nothing to change between equal prices", () =>
    holds(
      fc.property(change, (input) => {
        expect(prorate({ ...input, to: input.from }).net).toBe(0n);
      }),
    ));

  it("counts the day of change for the new plan, in the account's zone", () => {
    const at = new Date("2026-03-10T23:30:00Z"); // already the 11th in Berlin
    const berlin = { start: new Date("2026-02-28T23:00:00Z"), end: new Date("2026-03-31T22:00:00Z") };
    const input = {
      policy: "day",
      timeZone: "Europe/Berlin",
      period: berlin,
      at,
      from: { amount: 3100n, every: month },
      to: { amount: 6200n, every: month },
    } as const;
    expect(prorate(input)).toEqual({ credit: 2100n, charge: 4200n, net: 2100n });
  });

  it("takes twelve months for a year, and a year's full price for a month left behind", () => {
    const at = new Date("2026-03-16T12:00:00Z");
    const base = { policy: "second", timeZone: "UTC", period, at, from: { amount: 1000n, every: { unit: "YEAR", count: 1 } } } as const;
    expect(prorate({ ...base, to: { amount: 1000n, every: { unit: "MONTH", count: 12 } } }).charge).toBe(500n);
    expect(prorate({ ...base, to: { amount: 1000n, every: month } }).charge).toBe(1000n);
  });

  it("refuses an empty period", () => {
    const one = { amount: 1n, every: month };
    const empty = { start: period.start, end: period.start };
    expect(() => prorate({ policy: "second", timeZone: "UTC", period: empty, at: period.start, from: one, to: one })).toThrow(RangeError);
  });
});
