import { describe, expect, it } from "vitest";
import type { Contract } from "#lib/catalog/contract.ts";
import { type QuoteInput, quote } from "#lib/catalog/quote.ts";
import type { TaxRate } from "#lib/db/generated/client.ts";

const rate = (ratePpm: number, validFrom: string) => ({ country: "DE", name: "VAT", ratePpm, validFrom: new Date(validFrom) }) as TaxRate;
const coupon = (couponDuration: "ONCE" | "REPEATING" | "FOREVER", couponCycles: number | null = null) => ({
  couponCode: "WELCOME20",
  couponPercentPpm: 200_000,
  couponDuration,
  couponCycles,
});

/** 12.99 EUR a month with 19 % included, bought in Berlin at noon of 22 November 2026; `sold` says what differs in the contract. */
function quoted(sold: Partial<Contract> = {}, told: Partial<QuoteInput> = {}) {
  return quote({
    plan: { id: "plan", name: "Family" },
    priceId: "price",
    contract: { ...CONTRACT, ...sold },
    setupFee: 0n,
    hasLoggedIn: false,
    tax: {
      seller: { country: "DE", vatRegistered: true },
      buyer: { country: "DE" },
      rates: [rate(190_000, "2007-01-01"), rate(210_000, "2027-01-01")],
    },
    timeZone: "Europe/Berlin",
    at: new Date("2026-11-22T11:00:00Z"),
    ...told,
  });
}

const CONTRACT: Contract = {
  currency: "EUR",
  amount: 1299n,
  interval: "MONTH",
  intervalCount: 1,
  billingDay: null,
  taxIncluded: true,
  trialDays: 0,
  oneTerm: false,
  startsAtFirstLogin: false,
  couponId: null,
  couponCode: null,
  couponPercentPpm: null,
  couponAmount: null,
  couponDuration: null,
  couponCycles: null,
};

const trial = { trialDays: 7 };

describe("what a viewer is told that they will pay", () => {
  it.each([
    ["a coupon for one time, at once", coupon("ONCE"), 1039n, 1299n, 1299n],
    ["a lasting coupon, at once", coupon("FOREVER"), 1039n, 1039n, 1039n],
    ["a coupon for three periods", coupon("REPEATING", 3), 1039n, 1039n, 1299n],
    ["a trial and a coupon for three periods", { ...trial, ...coupon("REPEATING", 3) }, 0n, 1039n, 1299n],
    ["a trial", trial, 0n, 1299n, 1299n],
    ["a trial and a coupon for one time", { ...trial, ...coupon("ONCE") }, 0n, 1039n, 1299n],
    ["a trial and a lasting coupon", { ...trial, ...coupon("FOREVER") }, 0n, 1039n, 1039n],
    ["a coupon of more than the price", { couponAmount: 5000n, couponDuration: "ONCE" as const }, 0n, 1299n, 1299n],
  ])("%s", (_, sold, now, next, after) => {
    const { total, renewal, regular } = quoted(sold);
    expect([total, renewal?.total, regular?.total]).toEqual([now, next, after]);
  });

  it("counts the coming periods that a coupon still lowers, the first one not among them", () => {
    const coming = (sold: Partial<Contract>) => quoted(sold).discounted;
    expect(coming(coupon("REPEATING", 3))).toBe(2);
    expect(coming({ ...trial, ...coupon("REPEATING", 3) })).toBe(3);
    expect(coming({ ...trial, ...coupon("ONCE") })).toBe(1);
    expect(coming(coupon("FOREVER"))).toBe(0);
    expect(coming({ ...coupon("REPEATING", 3), oneTerm: true })).toBe(0);
  });

  it("is nothing where tax is owed and no rate is in force: none is zero by itself", () => {
    const rates = (...rates: TaxRate[]) => ({ tax: { seller: { country: "DE", vatRegistered: true }, buyer: { country: "DE" }, rates } });
    expect(() => quoted({}, rates())).toThrow("tax_rate_missing");
    expect(() => quoted({}, rates(rate(190_000, "2026-11-23")))).toThrow("tax_rate_missing");
    expect(quoted({}, rates(rate(0, "2026-11-22")))).toMatchObject({ treatment: "standard", tax: 0n, total: 1299n });
  });

  it("says nothing of renewals where there are none", () => {
    expect(quoted({ oneTerm: true })).toMatchObject({ renewal: null, regular: null });
  });
});

describe("when the next money moves", () => {
  it.each([
    ["a month later, as the day begins", {}, {}, "2026-12-22T00:00+01:00"],
    ["after a trial, at the time of day it began", trial, {}, "2026-11-29T12:00+01:00"],
    ["after a whole day, and what is left of this one", { interval: "DAY" as const }, {}, "2026-11-24T00:00+01:00"],
    [
      "a day later, where a day has just begun",
      { interval: "DAY" as const },
      { at: new Date("2026-11-21T23:00:00Z") },
      "2026-11-23T00:00+01:00",
    ],
    [
      "after the trial, also where a paid term would wait for the first login",
      { ...trial, startsAtFirstLogin: true },
      {},
      "2026-11-29T12:00+01:00",
    ],
  ])("%s", (_, sold, told, at) => {
    expect(quoted(sold, told).renewal?.at).toEqual(new Date(at));
  });

  it("is not known while the term waits for the first login", () => {
    const waiting = { startsAtFirstLogin: true };
    expect(quoted(waiting).renewal?.at).toBeNull();
    expect(quoted(waiting, { hasLoggedIn: true }).renewal?.at).toEqual(new Date("2026-12-22T00:00+01:00"));
  });
});

describe("the rate of tax", () => {
  it.each([
    ["the last second of the old year in Berlin", "2026-12-31T22:59:59Z", "Europe/Berlin", 190_000],
    ["the first second of the new year in Berlin", "2026-12-31T23:00:00Z", "Europe/Berlin", 210_000],
    ["New York's last evening of the old year", "2027-01-01T04:59:59Z", "America/New_York", 190_000],
    ["New York's new year", "2027-01-01T05:00:00Z", "America/New_York", 210_000],
  ])("%s", (_, at, timeZone, ratePpm) => {
    expect(quoted({}, { at: new Date(at), timeZone }).lines[0].taxRatePpm).toBe(ratePpm);
  });

  it("of a renewal is that of its own day", () => {
    expect(quoted({ taxIncluded: false }, { at: new Date("2026-12-22T11:00:00Z") })).toMatchObject({
      tax: 247n,
      renewal: { total: 1572n, tax: 273n },
      regular: { total: 1572n },
    });
  });
});
