import { expect, test } from "vitest";
import { withdrawalDays, withdrawalEnds } from "#lib/billing/leaving/withdrawal-period.ts";
import { settingsSchema } from "#lib/settings/schema.ts";

const ends = (at: string, days = 14, zone = "Europe/Berlin") => withdrawalEnds(new Date(at), days, zone).toISOString();

test("fourteen days after that of the contract, to the end of the last", () => {
  // Ordered on Wednesday, 10 June 2026: to the end of Wednesday, 24 June.
  expect(ends("2026-06-10T10:00:00Z")).toBe("2026-06-24T22:00:00.000Z");
});

test("the day is that of the company's zone", () => {
  expect(ends("2026-06-10T22:30:00Z")).toBe("2026-06-25T22:00:00.000Z");
  expect(ends("2026-06-10T22:30:00Z", 14, "UTC")).toBe("2026-06-25T00:00:00.000Z");
});

test("what would end on a weekend ends with Monday", () => {
  // Saturday, 13 and Sunday, 14 June 2026.
  expect(ends("2026-05-30T10:00:00Z")).toBe("2026-06-15T22:00:00.000Z");
  expect(ends("2026-05-31T10:00:00Z")).toBe("2026-06-15T22:00:00.000Z");
});

test("over a change of the clocks it is days, not hours", () => {
  expect(ends("2026-10-20T10:00:00Z")).toBe("2026-11-03T23:00:00.000Z");
});

test("a country may have days of its own", () => {
  const leaving = settingsSchema.leaving.parse({ withdrawalDaysOf: [{ country: "US", days: 0 }] });
  expect([withdrawalDays("DE", leaving), withdrawalDays("US", leaving)]).toEqual([14, 0]);
});
