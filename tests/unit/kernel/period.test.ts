import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addTrial, civilDate, type Every, hasBegun, periodStart, startOfDay } from "#lib/kernel/period.ts";
import { date, holds, timeZone } from "#tests/support/property.ts";

const every = fc.record<Every>({ unit: fc.constantFrom("DAY", "WEEK", "MONTH", "YEAR"), count: fc.integer({ min: 1, max: 12 }) });
const on = (text: string) => Temporal.PlainDate.from(text);

describe("periodStart", () => {
  it("comes back to the 31st after every short month", () => {
    const starts = Array.from({ length: 13 }, (_, index) => String(periodStart(on("2027-01-31"), { unit: "MONTH", count: 1 }, index)));
    expect(starts.map((start) => start.slice(5))).toEqual([
      "01-31",
      "02-28",
      "03-31",
      "04-30",
      "05-31",
      "06-30",
      "07-31",
      "08-31",
      "09-30",
      "10-31",
      "11-30",
      "12-31",
      "01-31",
    ]);
  });

  it("keeps an anchor that already is the billing day", () => {
    const starts = [0, 1, 2].map((index) => String(periodStart(on("2026-02-28"), { unit: "MONTH", count: 3 }, index, 31)));
    expect(starts).toEqual(["2026-02-28", "2026-05-31", "2026-08-31"]);
  });

  it("strictly increases and never drifts from the anchor's day", () =>
    holds(
      fc.property(date, every, fc.integer({ min: 0, max: 60 }), (anchor, length, index) => {
        const start = periodStart(anchor, length, index);
        const next = periodStart(anchor, length, index + 1);
        expect(Temporal.PlainDate.compare(start, next)).toBe(-1);
        if (length.unit === "MONTH" || length.unit === "YEAR") expect(start.day).toBe(Math.min(anchor.day, start.daysInMonth));
        else expect(anchor.until(start).days).toBe(index * length.count * (length.unit === "WEEK" ? 7 : 1));
      }),
    ));

  it("strictly increases with a billing day, and keeps to it from the second period on", () =>
    holds(
      fc.property(date, fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 40 }), (anchor, billingDay, index) => {
        const length: Every = { unit: "MONTH", count: 1 };
        const start = periodStart(anchor, length, index, billingDay);
        expect(Temporal.PlainDate.compare(periodStart(anchor, length, index - 1, billingDay), start)).toBe(-1);
        expect(start.day).toBe(Math.min(billingDay, start.daysInMonth));
      }),
    ));
});

describe("civil days", () => {
  it("begin at the first instant there is, also where the clocks skip midnight", () => {
    expect(startOfDay(on("2025-09-07"), "America/Santiago").toISOString()).toBe("2025-09-07T04:00:00.000Z");
    expect(startOfDay(on("2026-11-22"), "Asia/Kolkata").toISOString()).toBe("2026-11-21T18:30:00.000Z");
  });

  it("hold their own start and not the instant before, in every zone", () =>
    holds(
      fc.property(date, timeZone, (day, zone) => {
        const start = startOfDay(day, zone);
        const before = new Date(start.getTime() - 1);
        // Samoa left out 30 December 2011 altogether: that day has no instant of its own.
        const exists = !(zone === "Pacific/Apia" && String(day) === "2011-12-30");
        if (exists) expect(String(civilDate(start, zone))).toBe(String(day));
        expect(Temporal.PlainDate.compare(civilDate(before, zone), day)).toBe(-1);
        expect([hasBegun(day, zone, start), hasBegun(day, zone, before)]).toEqual([true, false]);
      }),
    ));

  it("follow each other by a day, give or take the clocks", () =>
    holds(
      fc.property(date, timeZone, (day, zone) => {
        const hours = (startOfDay(day.add({ days: 1 }), zone).getTime() - startOfDay(day, zone).getTime()) / 3_600_000;
        expect(hours === 0 || (hours >= 22 && hours <= 26)).toBe(true);
      }),
    ));
});

describe("addTrial", () => {
  it("lasts whole days: it ends at the time of day it began, whatever the clocks do between", () => {
    expect(addTrial(new Date("2026-03-22T23:30:00Z"), "Europe/Berlin", 7).toISOString()).toBe("2026-03-29T22:30:00.000Z");
  });
});
