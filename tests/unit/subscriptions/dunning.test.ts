import { describe, expect, it } from "vitest";
import { dunningSchedule, nextRetry, retriesFor } from "#lib/subscriptions/dunning.ts";

const failedAt = new Date("2026-03-01T10:00:00Z");
const retriesAfter = [2, 7, 14, 21];

describe("nextRetry", () => {
  it("counts from the first failure, and ends after the last retry", () => {
    const days = [1, 2, 3, 4].map((attempts) => nextRetry({ retriesAfter, failedAt, attempts, at: failedAt })?.toISOString().slice(8, 10));
    expect(days).toEqual(["03", "08", "15", "22"]);
    expect(nextRetry({ retriesAfter, failedAt, attempts: 5, at: failedAt })).toBeNull();
    expect(nextRetry({ retriesAfter: [], failedAt, attempts: 1, at: failedAt })).toBeNull();
  });

  it("leaves out the days that passed while nobody asked", () => {
    const late = (day: string) =>
      nextRetry({ retriesAfter, failedAt, attempts: 2, at: new Date(`2026-03-${day}T09:00:00Z`) })?.toISOString();
    expect(late("03")?.slice(8, 10)).toBe("08");
    expect(late("16")?.slice(8, 10)).toBe("22");
    expect(late("23")).toBeUndefined();
  });
});

describe("dunningSchedule", () => {
  it("stops at a final decline and stays open until a retry is answered", () => {
    expect(dunningSchedule({ retriesAfter, failedAt, declines: ["final"] })).toEqual({ attempts: [], ends: "final_decline" });
    expect(dunningSchedule({ retriesAfter: [2], failedAt, declines: ["retry"] })).toMatchObject({ ends: null });
    expect(dunningSchedule({ retriesAfter: [2], failedAt, declines: ["retry", "retry"] })).toMatchObject({ ends: "exhausted" });
  });
});

describe("retriesFor", () => {
  it("has the days of a class, or of all where it has none", () => {
    const settings = { retryAfterDays: retriesAfter, retryAfterDaysOf: { funds: [3, 10], technical: [] } };
    expect(retriesFor(settings, "funds")).toEqual([3, 10]);
    for (const of of ["technical", "confirmation", "refused"] as const) expect(retriesFor(settings, of)).toEqual(retriesAfter);
  });
});
