import { describe, expect, it } from "vitest";
import { type BucketUnit, bucketDays, bucketsOf, type PeriodChoice, periodOf } from "#lib/reports/period.ts";

const asked = (choice: Parameters<typeof periodOf>[0]["choice"], from: string | null = null, to: string | null = null) => ({
  choice,
  from,
  to,
});
const iso = ({ start, end }: { start: Date; end: Date }) => [start.toISOString(), end.toISOString()];

describe("a period", () => {
  it("is made of the account's own days", () => {
    const at = new Date("2026-11-22T23:30:00Z"); // the 23rd in Berlin already
    expect(periodOf(asked("today"), "Europe/Berlin", at)).toMatchObject({ from: "2026-11-23", to: "2026-11-23", unit: "hour" });
    expect(periodOf(asked("today"), "America/New_York", at)).toMatchObject({ from: "2026-11-22", to: "2026-11-22" });
    expect(iso(periodOf(asked("7d"), "Europe/Berlin", at))).toEqual(["2026-11-16T23:00:00.000Z", "2026-11-23T23:00:00.000Z"]);
  });

  it("has a day of 25 hours when the clocks go back", () => {
    const { start, end } = periodOf(asked("today"), "Europe/Berlin", new Date("2026-10-25T12:00:00Z"));
    expect(end.getTime() - start.getTime()).toBe(25 * 3600 * 1000);
  });

  it("is compared with the same length before, up to the same time of day while it runs", () => {
    const running = periodOf(asked("7d"), "UTC", new Date("2026-11-22T15:00:00Z"));
    expect(iso(running.before)).toEqual(["2026-11-09T00:00:00.000Z", "2026-11-15T15:00:00.000Z"]);
    const past = periodOf(asked("custom", "2026-01-01", "2026-01-10"), "UTC", new Date("2026-11-22T15:00:00Z"));
    expect(iso(past.before)).toEqual(["2025-12-22T00:00:00.000Z", "2026-01-01T00:00:00.000Z"]);
  });

  it("takes days given the wrong way round, and never drops the one that is given alone", () => {
    const at = new Date("2026-11-22T15:00:00Z");
    expect(periodOf(asked("custom", "2026-03-09", "2026-03-01"), "UTC", at)).toMatchObject({
      choice: "custom",
      from: "2026-03-01",
      to: "2026-03-09",
    });
    expect(periodOf(asked("custom", "2026-11-09"), "UTC", at)).toMatchObject({ choice: "custom", from: "2026-11-09", to: "2026-11-22" });
    expect(periodOf(asked("custom", "2027-01-09"), "UTC", at)).toMatchObject({ choice: "custom", from: "2027-01-09", to: "2027-01-09" });
    expect(periodOf(asked("custom", null, "2026-03-30"), "UTC", at)).toMatchObject({
      choice: "custom",
      from: "2026-03-01",
      to: "2026-03-30",
    });
    expect(periodOf(asked("custom"), "UTC", at)).toMatchObject({ choice: "30d", from: "2026-10-24" });
  });

  it("is cut at ten years, so that an address cannot ask for a million months", () => {
    expect(periodOf(asked("custom", "0001-01-01", "2026-03-01"), "UTC", new Date()).from).toBe("2016-03-01");
  });
});

describe("the buckets of a period", () => {
  it.each([
    ["year", "2025-11-20", "2026-11-19", "year", ["2025-01-01T00", "2026-01-01T00"]],
    ["quarters", "2026-02-10", "2026-08-01", "quarter", ["2026-01-01T00", "2026-04-01T00", "2026-07-01T00"]],
    ["weeks", "2026-11-01", "2026-11-12", "week", ["2026-10-26T00", "2026-11-02T00", "2026-11-09T00"]],
    ["months", "2026-01-31", "2026-03-15", "month", ["2026-01-01T00", "2026-02-01T00", "2026-03-01T00"]],
  ] as const)("are %s where the address asks for them", (_, from, to, unit, keys) => {
    const period = periodOf({ choice: "custom", from, to, unit: unit === "year" ? null : unit }, "UTC", at);
    const divided = { ...period, unit };
    expect(bucketsOf(divided)).toEqual(keys);
    expect(bucketDays(keys[0], divided).from).toBe(from);
    expect(bucketDays(keys.at(-1)!, divided).to).toBe(to);
  });

  it("are not what would make a diagram of nothing, or of too much", () => {
    const asked = (choice: PeriodChoice, unit: BucketUnit) => periodOf({ choice, from: null, to: null, unit }, "UTC", at).unit;
    expect(asked("today", "day")).toBe("hour");
    expect(asked("7d", "week")).toBe("day");
    expect(asked("30d", "week")).toBe("week");
    expect(asked("12m", "day")).toBe("month");
    expect(asked("12m", "quarter")).toBe("quarter");
  });

  const at = new Date("2026-11-22T15:00:00Z"); // a Sunday

  it("are hours, days, weeks from Monday or months, by its length", () => {
    expect(bucketsOf(periodOf(asked("today"), "UTC", at))).toHaveLength(24);
    expect(bucketsOf(periodOf(asked("30d"), "UTC", at))).toHaveLength(30);
    const weeks = bucketsOf(periodOf(asked("90d"), "UTC", at));
    expect([weeks[0], weeks.at(-1)]).toEqual(["2026-08-24T00", "2026-11-16T00"]);
    const months = bucketsOf(periodOf(asked("12m"), "UTC", at));
    expect([months[0], months.at(-1), months.length]).toEqual(["2025-11-01T00", "2026-11-01T00", 13]);
  });

  it("cover every day once, and none outside", () => {
    for (const choice of ["7d", "30d", "90d", "12m"] as const) {
      const period = periodOf(asked(choice), "UTC", at);
      const days = bucketsOf(period).map((key) => bucketDays(key, period));
      expect(days[0].from).toBe(period.from);
      expect(days.at(-1)?.to).toBe(period.to);
      for (const [index, day] of days.slice(1).entries())
        expect(Temporal.PlainDate.from(days[index].to).add({ days: 1 }).toString()).toBe(day.from);
    }
  });
});

describe("of the calendar", () => {
  const at = new Date("2026-11-30T09:00:00Z"); // ten o'clock in Berlin
  const days = (choice: PeriodChoice, now = at) => {
    const { from, to, before, running } = periodOf({ choice, from: null, to: null }, "Europe/Berlin", now);
    return [from, to, before.start.toISOString(), before.end.toISOString(), running];
  };

  it.each([
    ["month", "2026-11-01", "2026-11-30", "2026-09-30T22:00:00.000Z", "2026-10-30T09:00:00.000Z", true],
    ["lastMonth", "2026-10-01", "2026-10-31", "2026-08-31T22:00:00.000Z", "2026-09-30T22:00:00.000Z", false],
    ["quarter", "2026-10-01", "2026-11-30", "2026-06-30T22:00:00.000Z", "2026-08-30T08:00:00.000Z", true],
    ["lastQuarter", "2026-07-01", "2026-09-30", "2026-03-31T22:00:00.000Z", "2026-06-30T22:00:00.000Z", false],
    ["year", "2026-01-01", "2026-11-30", "2024-12-31T23:00:00.000Z", "2025-11-30T09:00:00.000Z", true],
    ["lastYear", "2025-01-01", "2025-12-31", "2023-12-31T23:00:00.000Z", "2024-12-31T23:00:00.000Z", false],
  ] as const)("%s is compared with the one before it, as far as it has come", (choice, ...expected) => {
    expect(days(choice)).toEqual(expected);
  });

  it("a month that is longer than the one before is compared with that up to its last day", () => {
    expect(days("month", new Date("2027-03-31T09:00:00Z")).slice(2, 4)).toEqual(["2027-01-31T23:00:00.000Z", "2027-02-28T10:00:00.000Z"]);
  });
});
