import { expect, test } from "vitest";
import { changeTime } from "#lib/billing/changing/change-time.ts";
import { settingsSchema } from "#lib/settings/schema.ts";

const changes = settingsSchema.changes.parse({ upgrades: "prorated", downgrades: "renewal" });
const price = (interval: "DAY" | "WEEK" | "MONTH" | "YEAR", intervalCount: number, amount: bigint, billingDay: number | null = null) => ({
  ...{ interval, intervalCount, amount, billingDay },
  ...{ currency: "EUR", taxIncluded: true },
});

test.each([
  ["twelve months for a year that costs less", price("MONTH", 12, 1000n), price("YEAR", 1, 999n), "renewal"],
  ["a year for twelve months that cost more", price("YEAR", 1, 1000n), price("MONTH", 12, 1001n), "prorated"],
  ["seven days for a week that costs less", price("DAY", 7, 1000n), price("WEEK", 1, 999n), "renewal"],
  ["a month for a year", price("MONTH", 1, 1000n), price("YEAR", 1, 999n), "anew"],
  ["the first of the month for any day", price("MONTH", 1, 1000n), price("MONTH", 1, 1001n, 1), "anew"],
  ["five weeks for a month", price("WEEK", 5, 1000n), price("MONTH", 1, 1001n), "renewal"],
])("%s", (_what, from, to, time) => {
  expect(changeTime(from, to, undefined, { changes })).toBe(time);
});
