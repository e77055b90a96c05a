import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));

async function sold() {
  const { price } = await aPlan();
  const { orderId } = await buy(await aViewer(), price);
  const transactionRow = await db.transaction.findFirstOrThrow({ where: { orderId } });
  return { price, orderId, transactionId: transactionRow.id, invoiceId: transactionRow.invoiceId! };
}

test("PostgreSQL keeps what happened as it was", async () => {
  const { price, transactionId, invoiceId } = await sold();
  const forbidden: [string, () => Promise<unknown>][] = [
    ["a transaction's amount", () => db.transaction.update({ where: { id: transactionId }, data: { amount: 1n } })],
    ["a transaction's payer", () => db.transaction.update({ where: { id: transactionId }, data: { email: "other@example.com" } })],
    ["a success", () => db.transaction.update({ where: { id: transactionId }, data: { status: "DECLINED" } })],
    ["deleting a transaction", () => db.transaction.delete({ where: { id: transactionId } })],
    ["an issued invoice", () => db.invoice.update({ where: { id: invoiceId }, data: { buyer: {} } })],
    ["an issued invoice's line", () => db.invoiceLine.updateMany({ where: { invoiceId }, data: { description: "x" } })],
    ["a paid invoice", () => db.invoice.update({ where: { id: invoiceId }, data: { status: "VOID" } })],
    ["the timeline", () => db.domainEvent.deleteMany({ where: { transactionId } })],
    ["the ledger", () => db.ledgerEntry.updateMany({ where: { invoiceId }, data: { amount: 0n } })],
    ["a sold price", () => db.priceAmount.updateMany({ where: { priceId: price.id }, data: { amount: 1n } })],
  ];
  for (const [what, change] of forbidden) await expect(change(), what).rejects.toThrow();
});

test("a journal that does not balance cannot be committed", async () => {
  const journalId = newId();
  const at = new Date();
  const unbalanced = transaction(async (tx) => {
    await tx.ledgerJournal.create({ data: { id: journalId, key: "test", at } });
    await tx.ledgerEntry.create({ data: { journalId, account: "revenue", currency: "EUR", amount: 1n, at } });
  });
  await expect(unbalanced).rejects.toThrow(/does not balance/);
  expect(await db.ledgerJournal.count({ where: { id: journalId } })).toBe(0);
});
