import { beforeAll, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { firstId } from "#lib/kernel/ids.ts";
import { liabilities } from "#lib/reports/liabilities.ts";
import { gatewayMoney } from "#lib/reports/money.ts";
import { receivables, unpaidInvoices } from "#lib/reports/receivables.ts";
import { revenueWaterfall } from "#lib/reports/revenue-waterfall.ts";
import { rollUpFinance } from "#lib/reports/rollups/roll-up-finance.ts";
import { rollUpLedger } from "#lib/reports/rollups/roll-up-ledger.ts";
import { taxReport } from "#lib/reports/tax.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCustomer } from "./history.ts";
import { rowsRead } from "./many-rows.ts";

useDatabase();
const SOON = firstId(Date.now() + 3_600_000);

const MANY = 20_000;
const FEW = 100;
/** By instants, invoices are found in ranges of 32 pages. */
const A_RANGE = 4_000;
let timeZone: string;

/** Many invoices with their lines, posted and paid; twenty are open. */
beforeAll(async () => {
  stopClockAt(new Date("2026-11-30T12:00:00Z"));
  ({ timeZone } = (await getSettings()).company);
  const { id } = await addCustomer();
  await db.$executeRaw`
    INSERT INTO "Invoice" ("id", "status", "number", "series", "sequence", "customerId", "currency", "subtotal", "discount", "tax", "total", "paid", "seller", "buyer", "createdAt", "issuedAt", "paidAt")
    SELECT uuidv7(), CASE WHEN n <= 20 THEN 'OPEN' ELSE 'PAID' END::"InvoiceStatus", 'M-' || n, 'M', n, ${id}::uuid, 'EUR', 999, 0, 0, 999,
      CASE WHEN n <= 20 THEN 0 ELSE 999 END, '{}', '{}', at, at, CASE WHEN n > 20 THEN at END
    FROM generate_series(1, ${MANY}::int) n, LATERAL (SELECT timestamptz '2023-01-01' + n * interval '2 hours' AS at) a`;
  await db.$executeRaw`
    INSERT INTO "InvoiceLine" ("id", "invoiceId", "position", "kind", "description", "unitAmount", "net", "tax", "total", "taxRatePpm", "taxCountry")
    SELECT gen_random_uuid(), "id", 1, 'plan', 'Usual', 999, 999, 0, 999, 0, 'DE' FROM "Invoice"`;
  await db.$executeRaw`ALTER TABLE "LedgerEntry" DISABLE TRIGGER USER`;
  for (const [account, key, sign] of [
    ["deferred", "issue", -1],
    ["cash:stripe", "charge", 1],
  ] as const)
    await db.$executeRaw`
      WITH j AS (INSERT INTO "LedgerJournal" ("id", "key", "at") SELECT uuidv7(), ${key} || ':' || "id", "issuedAt" FROM "Invoice" RETURNING "id", "key", "at")
      INSERT INTO "LedgerEntry" ("id", "journalId", "account", "currency", "amount", "invoiceId", "at")
      SELECT uuidv7(), j."id", a, 'EUR', s * ${sign}::bigint * 999, split_part(j."key", ':', 2)::uuid, j."at"
      FROM j, (VALUES (${account}, 1::bigint), ('receivable', -1::bigint)) v (a, s)`;
  await db.$executeRaw`ALTER TABLE "LedgerEntry" ENABLE TRIGGER USER`;
  for (const table of ["LedgerEntry", "LedgerJournal", "InvoiceLine", "Invoice"]) await db.$executeRawUnsafe(`VACUUM ANALYZE "${table}"`);
  while ((await rollUpFinance(20_000, SOON)) > 0);
  while ((await rollUpLedger(20_000, SOON)) > 0);
}, 300_000);

const year = () => ({ from: Temporal.PlainYearMonth.from("2023-03"), count: 12, timeZone });
const asOf = (day: string) => ({ day: Temporal.PlainDate.from(day), timeZone, currency: "EUR" });

it("shows what many invoices come to without reading them", { timeout: 120_000 }, async () => {
  expect((await taxReport(year(), "EUR")).rows[0].billedNet).toBeGreaterThan(1000n * 999n);
  const reports: [string, () => Promise<unknown>][] = [
    ["tax", () => taxReport(year(), "EUR")],
    ["revenue", () => revenueWaterfall(year(), "EUR")],
    ["liabilities", () => liabilities(year(), "EUR")],
    ["money", () => gatewayMoney(Temporal.PlainYearMonth.from("2023-05"), "EUR", timeZone)],
  ];
  for (const [name, read] of reports)
    for (const table of ["LedgerEntry", "LedgerJournal", "Invoice", "InvoiceLine"])
      expect([name, table, (await rowsRead(table, read)) < FEW]).toEqual([name, table, true]);
});

it("finds the few unpaid invoices of today, and of a day long ago, among many", { timeout: 120_000 }, async () => {
  expect((await receivables(asOf("2026-11-30"))).ages.at(-1)).toMatchObject({ count: 20 });
  for (const day of ["2026-11-30", "2023-12-01"])
    for (const read of [() => receivables(asOf(day)), () => unpaidInvoices(asOf(day), "over_90", null)]) {
      for (const table of ["Invoice", "LedgerEntry"])
        expect([day, table, (await rowsRead(table, read)) < A_RANGE]).toEqual([day, table, true]);
    }
});
