import { expect, test } from "vitest";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { checkBooks } from "#lib/reports/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));

/** Changes rows that triggers protect, as a broken restore or a hand in the database would. */
async function tamper(table: string, sql: string): Promise<void> {
  await db.$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
  await db.$executeRawUnsafe(sql);
  await db.$executeRawUnsafe(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
}

const wrong = async () => (await checkBooks()).filter((check) => check.wrong.length > 0);

test("the books agree, and name the first row that does not", async () => {
  await buy(await aViewer(), (await aPlan()).price);
  const { number } = await db.transaction.findFirstOrThrow();
  expect(await wrong()).toEqual([]);

  await tamper("Transaction", `UPDATE "Transaction" SET "amount" = "amount" + 1`);
  const names = await wrong();
  expect(names.map(({ name }) => name)).toEqual([
    "every movement of money is in the ledger",
    "what is paid of an invoice is what its payments come to",
    "what gateways hold is what was paid, less what was given back, kept and paid out",
    "the dashboard shows what the ledger says",
  ]);
  expect(names[0].wrong[0]).toEqual({ what: `transaction ${number}`, detail: "moved 1001, in the ledger 1000" });
  await tamper("Transaction", `UPDATE "Transaction" SET "amount" = "amount" - 1`);

  await tamper("Invoice", `UPDATE "Invoice" SET "sequence" = 7, "number" = '2026-000007'`);
  expect((await wrong()).map(({ name }) => name)).toEqual(["every series of invoice numbers is without a gap"]);
  await tamper("Invoice", `UPDATE "Invoice" SET "sequence" = 1, "number" = '2026-000001'`);

  const { id } = await db.transaction.findFirstOrThrow();
  await refundPayment({ transactionId: id, amount: 500n, reason: "half" }, { kind: "SYSTEM", name: "test" });
  expect(await wrong()).toEqual([]);
  await tamper("Transaction", `UPDATE "Transaction" SET "tax" = "tax" - 1 WHERE "kind" = 'REFUND'`);
  expect(await wrong()).toEqual([
    {
      name: "refunds give back the tax of their credit notes",
      wrong: [{ what: "invoice 2026-000001", detail: "its credit notes have 80 of tax, its refunds 79" }],
    },
  ]);
  await tamper("Transaction", `UPDATE "Transaction" SET "tax" = "tax" + 1 WHERE "kind" = 'REFUND'`);

  await tamper("LedgerEntry", `DELETE FROM "LedgerEntry" WHERE "account" = 'fees'`);
  expect((await wrong()).map(({ name }) => name)).toEqual(["every journal balances", "every fee is in the ledger"]);
});
