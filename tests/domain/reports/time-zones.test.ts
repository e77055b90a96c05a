import { beforeAll, describe, expect, it } from "vitest";
import { readTransactionParams } from "#app/operator/transactions/params.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { periodOf } from "#lib/reports/period.ts";
import { revenue } from "#lib/reports/revenue.ts";
import { transactionSums } from "#lib/reports/transaction-sums.ts";
import { bucketHref } from "#lib/web/lists/report-links.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCustomer, addTransaction, params } from "./history.ts";

useDatabase();
stopClockAt(new Date("2027-06-01T12:00:00Z"));

/** Zones whose rules changed lately: PostgreSQL and Node rarely know the same edition of the time-zone database. */
const ZONES = ["Africa/Casablanca", "America/Edmonton", "America/Vancouver", "Africa/El_Aaiun", "Australia/Lord_Howe", "Europe/Kyiv"];

beforeAll(async () => {
  const { id: customerId } = await addCustomer();
  // A payment in each hour of days around midnight, in summer and winter and where clocks change.
  for (const day of ["2026-07-01", "2026-12-15", "2026-10-25", "2027-03-14"])
    for (let hour = 0; hour < 24; hour += 1) await addTransaction(`${day}T${String(hour).padStart(2, "0")}:30:00Z`, 1000n, { customerId });
});

describe.each(ZONES)("days of the account in %s", (timeZone) => {
  it.each([
    ["2026-07-01", "2026-07-01"],
    ["2026-12-15", "2026-12-15"],
    ["2026-10-24", "2026-10-26"],
    ["2026-06-15", "2026-08-15"],
    ["2026-06-01", "2027-05-31"],
  ])("make a diagram that adds up to the total and opens its rows: %s to %s", async (from, to) => {
    const period = periodOf({ choice: "custom", from, to }, timeZone, new Date("2027-06-01T12:00:00Z"));
    const { now, points } = await revenue(period, "EUR");
    expect(points.reduce((sum, point) => sum + point.gross, 0n)).toBe(now.gross);
    expect(now.gross).toBeGreaterThan(0n);
    for (const point of points.filter((one) => one.gross > 0n || period.unit === "hour")) {
      const { filter } = await readTransactionParams(params(bucketHref(point.bucket, period, { currency: "EUR" })), "EUR");
      const [sums] = (await transactionSums(filter, timeZone)) ?? [];
      expect([point.bucket, sums?.charged ?? 0n]).toEqual([point.bucket, point.gross]);
    }
  });
});
