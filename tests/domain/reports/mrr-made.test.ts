import { expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { mrrReport } from "#lib/reports/mrr/report.ts";
import { periodOf } from "#lib/reports/period.ts";
import { rollUpMrr } from "#lib/reports/rollups/roll-up-mrr.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCustomer } from "./history.ts";

useDatabase();
const NOW = new Date("2026-06-17T15:20:00Z");
stopClockAt(NOW);

it("MRR of very many customers is not read for each reader before it is kept", async () => {
  const { timeZone } = (await getSettings()).company;
  const period = periodOf({ choice: "30d", from: null, to: null }, timeZone, NOW);
  await addCustomer();
  expect(await mrrReport(period, "EUR", NOW)).not.toBeNull();
  await db.$executeRaw`SELECT setval(pg_get_serial_sequence('"Customer"', 'number'), 6000)`;
  await addCustomer();
  expect(await mrrReport(period, "EUR", NOW)).toBeNull();
  await rollUpMrr();
  expect(await mrrReport(period, "EUR", NOW)).toBeNull();
  await rollUpMrr();
  expect(await mrrReport(period, "EUR", NOW)).toMatchObject({ now: { closing: { mrr: 0n, subscribers: 0 } } });
});

it("MRR of a period that is to come begins and ends with what there is", async () => {
  const { timeZone } = (await getSettings()).company;
  const period = periodOf({ choice: "custom", from: "2026-07-01", to: "2026-07-31" }, timeZone, NOW);
  const report = await mrrReport(period, "EUR", NOW);
  expect(report?.now.opening).toEqual(report?.now.closing);
});
