import { expect, test, vi } from "vitest";
import { refundPayment, requestRefund } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));
const operator = { kind: "OPERATOR" as const, name: "Olga" };

async function aCharge(amount = 1000n) {
  const { orderId } = await buy(await aViewer(), (await aPlan({ amount })).price);
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

/** The tax of a charge's refunds, and of its credit notes, in the order they were made. */
async function taxGivenBack({ id, invoiceId }: { id: string; invoiceId: string | null }) {
  const refunds = await db.transaction.findMany({ where: { refundOfId: id, status: "SUCCEEDED" }, orderBy: { number: "asc" } });
  const notes = await db.invoice.findMany({ where: { creditOfId: invoiceId }, orderBy: { sequence: "asc" } });
  return { refunds: refunds.map(({ tax }) => tax), notes: notes.map(({ tax }) => tax) };
}

test("refunds in steps give back exactly the tax that was paid, as their credit notes say", async () => {
  const charge = await aCharge(999n);
  expect(charge.tax).toBe(160n);
  for (let step = 0; step < 3; step += 1) await refundPayment({ transactionId: charge.id, amount: 333n, reason: "" }, operator);
  expect(await taxGivenBack(charge)).toEqual({ refunds: [53n, 53n, 54n], notes: [53n, 53n, 54n] });
  await expectBooksAgree();
});

test("also when they are settled in another order than they were asked for, and one is declined", async () => {
  const charge = await aCharge(999n);
  const silent = vi.spyOn(sandboxGateway, "refund").mockResolvedValue({ status: "unknown", reason: "down" });
  const ask = (amount: bigint) => refundPayment({ transactionId: charge.id, amount, reason: "" }, operator);
  const asked = [await ask(333n), await ask(111n), await ask(222n)];
  silent.mockResolvedValueOnce({ status: "declined", retry: "final", code: "no", reason: "No." });
  await requestRefund(asked[1], "reconcile");
  silent.mockRestore();
  await requestRefund(asked[2], "reconcile");
  await requestRefund(asked[0], "reconcile");
  await ask(444n);
  const { refunds, notes } = await taxGivenBack(charge);
  expect(refunds.reduce((sum, tax) => sum + tax, 0n)).toBe(160n);
  expect([...notes].sort()).toEqual([...refunds].sort());
  await expectBooksAgree();
});

test("what is left must be what was shown, so that a form sent twice gives back once", async () => {
  const { id } = await aCharge();
  const press = () => refundPayment({ transactionId: id, amount: 300n, left: 1000n, reason: "" }, operator);
  const both = await Promise.allSettled([press(), press()]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(press()).rejects.toMatchObject({ code: "refunded_meanwhile", status: 409 });
  expect(await db.transaction.findUnique({ where: { id } })).toMatchObject({ refunded: 300n });
});

test("a declined refund is refused with the gateway's reason, and may be asked for again", async () => {
  const { id } = await aCharge();
  const press = () => refundPayment({ transactionId: id, amount: 300n, left: 1000n, reason: "" }, operator);
  const no = { status: "declined", retry: "final", code: "balance", reason: "The balance is too low." } as const;
  vi.spyOn(sandboxGateway, "refund").mockResolvedValueOnce(no);
  await expect(press()).rejects.toMatchObject({ code: "refund_declined", values: { reason: "The balance is too low." } });
  expect(await db.transaction.findUnique({ where: { id } })).toMatchObject({ refunded: 0n });
  await press();
  expect(await db.transaction.findUnique({ where: { id } })).toMatchObject({ refunded: 300n });
  await expectBooksAgree();
});
