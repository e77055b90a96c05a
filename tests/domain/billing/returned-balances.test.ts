import { afterEach, beforeAll, expect, it } from "vitest";
import type { Actor } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { meantBy, verdictOf } from "#lib/billing/parts/meant-by.ts";
import { sentFor } from "#lib/billing/parts/sent-for.ts";
import { giveCredit } from "#lib/billing/settling/give-credit.ts";
import { importStatement } from "#lib/billing/settling/import-statement.ts";
import { recordLine } from "#lib/billing/settling/record-line.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { manual } from "#lib/payments/gateways/manual/plugin.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { walletOf } from "#lib/wallet/history.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, order } from "#tests/support/shop.ts";
import { takeTransfers } from "#tests/support/transfers.ts";

useDatabase();
const operator: Actor = { kind: "OPERATOR", name: "Finance" };
beforeAll(() => {
  stopClockAt(new Date("2027-02-02T10:00:00Z"));
  return takeTransfers();
});
afterEach(async () => {
  await expectBooksAgree();
  expect((await needsAttention(now(), "UTC")).counts).toMatchObject({ returned: 0 });
});

let files = 0;
/** A line of a statement, in a file of its own. */
async function line(text: string, amount: string) {
  files += 1;
  const csv = `Date,Description,Amount,Transaction ID\n2027-02-01,${text},${amount},b${files}`;
  const { number } = await importStatement({ fileName: "bank.csv", file: new TextEncoder().encode(csv) }, operator);
  return db.statementLine.findFirstOrThrow({ where: { statement: { number: number! } } });
}
const record = (lineId: string, to: string, more: object = {}) =>
  recordLine({ lineId, to, toBalance: true, ends: false, ...more }, operator);

/** An order of 12.00 for which so much came by a transfer. */
async function paid(came = "12.00") {
  const viewer = await aViewer();
  const { orderId } = await order(viewer, (await aPlan({ amount: 1200n, kind: "PASS" })).price, { gateway: manual.id });
  await confirmReturn({ orderId }, viewer);
  const { id, gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  const reference = gatewayReference!;
  await record((await line(reference, came)).id, reference);
  const charge = () => db.transaction.findUniqueOrThrow({ where: { id } });
  const refunds = () => db.transaction.findMany({ where: { customerId: viewer.id, kind: "REFUND" }, orderBy: { number: "asc" } });
  const balance = async () => (await db.balance.findFirst({ where: { customerId: viewer.id } }))?.amount ?? 0n;
  const toBalance = (amount: bigint) => refundPayment({ transactionId: id, amount, reason: "Asked for", to: "balance" }, operator);
  return { viewer, reference, charge, refunds, balance, toBalance };
}

it.each([
  ["all", 1200n],
  ["a part", 400n],
])("a transfer of which %s was given to the balance goes back whole: it leaves the balance, and is credited once", async (_, given) => {
  const { viewer, reference, charge, refunds, balance, toBalance } = await paid();
  await toBalance(given);
  const letter = await db.message.findFirstOrThrow({ where: { customerId: viewer.id, templateKey: "refunded" } });
  expect(letter.text).toContain("on your balance");
  const went = await line(reference, "-12.00");
  const [meant] = await meantBy([went]);
  expect(verdictOf(went, meant, await sentFor(meant))).toBe("returned");
  await record(went.id, reference);
  expect(await balance()).toBe(0n);
  expect((await walletOf(viewer.id)).history[0]).toMatchObject({ cause: "disputed", amount: -given });
  expect(await charge()).toMatchObject({ refunded: 1200n });
  expect(await refunds()).toMatchObject([
    { gateway: "balance", amount: given, returnedAt: expect.any(Date) },
    { gateway: manual.id, amount: 1200n, returnedAt: null, status: "SUCCEEDED" },
  ]);
  const { _sum } = await db.invoice.aggregate({ where: { customerId: viewer.id, kind: "CREDIT_NOTE" }, _sum: { total: true } });
  expect(_sum.total).toBe(1200n);
  await expect(record((await line(reference, "-12.00")).id, reference)).rejects.toMatchObject({ code: "return_unknown" });
});

it("what the viewer has spent of it meanwhile is borne, and other money of theirs stays", async () => {
  const { viewer, reference, balance, toBalance } = await paid();
  const give = (way: "give" | "take", amount: bigint) =>
    giveCredit({ customerId: viewer.id, way, currency: "EUR", amount, reason: "Sorry" }, operator);
  await toBalance(1200n);
  await give("take", 500n);
  await give("give", 900n);
  await record((await line(reference, "-12.00")).id, reference);
  expect(await balance()).toBe(900n);
});

it.each([
  ["nothing", 0n, 600n],
  ["some", 500n, 100n],
  ["more than is left", 800n, 0n],
])("of a transfer of which %s was spent on the balance no more leaves that than went back", async (_, spent, stays) => {
  const { viewer, reference, charge, refunds, balance, toBalance } = await paid();
  await toBalance(1200n);
  const take = { customerId: viewer.id, way: "take", currency: "EUR", amount: spent, reason: "Spent" } as const;
  if (spent > 0n) await giveCredit(take, operator);
  await record((await line(reference, "-6.00")).id, reference);
  expect(await balance()).toBe(stays);
  // Of the 12.00 on the balance, and the 6.00 by the bank: what stays of the one is no news.
  expect(await db.message.count({ where: { customerId: viewer.id, templateKey: "refunded" } })).toBe(2);
  expect(await charge()).toMatchObject({ refunded: 1200n });
  expect(await refunds()).toMatchObject([
    { gateway: "balance", amount: 1200n, returnedAt: expect.any(Date) },
    { gateway: "balance", amount: 600n, returnedAt: null },
    { gateway: manual.id, amount: 600n, returnedAt: null },
  ]);
  await record((await line(reference, "-6.00")).id, reference, { again: true });
  expect(await balance()).toBe(0n);
  expect(await charge()).toMatchObject({ refunded: 1200n });
  const { _sum } = await db.invoice.aggregate({ where: { customerId: viewer.id, kind: "CREDIT_NOTE" }, _sum: { total: true } });
  expect(_sum.total).toBe(1200n);
});

it("a transfer of more than was due goes back whole, and its rest leaves the balance", async () => {
  const { reference, charge, refunds, balance } = await paid("15.00");
  expect(await balance()).toBe(300n);
  await expect(record((await line(reference, "15.00")).id, reference)).rejects.toMatchObject({ code: "payment_twin" });
  const went = await line(reference, "-15.00");
  const [meant] = await meantBy([went]);
  expect(verdictOf(went, meant, await sentFor(meant))).toBe("returned");
  await record(went.id, reference);
  expect(await balance()).toBe(0n);
  expect(await charge()).toMatchObject({ refunded: 1200n });
  expect(await refunds()).toMatchObject([
    { amount: 1200n, gatewayReference: went.key },
    { amount: 300n, gatewayReference: `${went.key}/rest` },
  ]);
  await expect(record((await line(reference, "-15.00")).id, reference)).rejects.toMatchObject({ code: "return_unknown" });
});

it("a transfer that met nothing goes back from the balance, and leaves what was paid before as it is", async () => {
  const { reference, charge, balance } = await paid();
  await record((await line(reference, "12.00")).id, reference, { again: true });
  expect(await balance()).toBe(1200n);
  await record((await line(reference, "-12.00")).id, reference);
  expect(await balance()).toBe(0n);
  expect(await charge()).toMatchObject({ refunded: 0n });
});
