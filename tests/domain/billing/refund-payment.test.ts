import { expect, test } from "vitest";
import { refundPayment } from "#lib/billing/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));
const operator = { kind: "OPERATOR" as const, name: "Olga" };

async function aCharge() {
  const { orderId } = await buy(await aViewer(), (await aPlan()).price);
  return db.transaction.findFirstOrThrow({ where: { orderId } });
}

test("two partial refunds make two credit notes, in the ledger and on the charge", async () => {
  const { id, invoiceId } = await aCharge();
  await refundPayment({ transactionId: id, amount: 333n, reason: "goodwill" }, operator);
  await refundPayment({ transactionId: id, amount: 667n, reason: "goodwill" }, operator);
  expect(await db.transaction.findUnique({ where: { id } })).toMatchObject({ refunded: 1000n, status: "SUCCEEDED" });
  const notes = await db.invoice.findMany({ where: { creditOfId: invoiceId }, orderBy: { sequence: "asc" } });
  expect(notes.map(({ kind, total, series }) => [kind, total, series])).toEqual([
    ["CREDIT_NOTE", 333n, "CN-2026"],
    ["CREDIT_NOTE", 667n, "CN-2026"],
  ]);
  expect(notes.map(({ tax }) => tax)).toEqual([53n, 107n]);
  expect((await db.invoice.findUniqueOrThrow({ where: { id: invoiceId! } })).tax).toBe(160n);
  await expectBooksAgree();
});

test("more than is left is refused at its field, also when two ask at once", async () => {
  const { id } = await aCharge();
  await expect(refundPayment({ transactionId: id, amount: 1001n, reason: "" }, operator)).rejects.toMatchObject({
    code: "refund_too_large",
    field: "amount",
  });
  const both = await Promise.allSettled([600n, 600n].map((amount) => refundPayment({ transactionId: id, amount, reason: "" }, operator)));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await db.transaction.findUnique({ where: { id } })).toMatchObject({ refunded: 600n });
});

test("a refund itself, or what was never paid, cannot be refunded", async () => {
  const { id } = await aCharge();
  const refundId = await refundPayment({ transactionId: id, amount: 1n, reason: "" }, operator);
  await expect(refundPayment({ transactionId: refundId, amount: 1n, reason: "" }, operator)).rejects.toMatchObject({
    code: "not_refundable",
  });
});
