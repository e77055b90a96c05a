import { beforeAll, beforeEach, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { openRefund } from "#lib/billing/settling/open-refund.ts";
import { settlePayment } from "#lib/billing/settling/settle-payment.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aTaxRate, aViewer, liveIn, order, payAtSandbox } from "#tests/support/shop.ts";
import { at, emailsTo, endEarlierStories } from "#tests/support/story.ts";

/** A shop in Berlin whose tax rises from 19 to 21 % with the year 2027. */
useDatabase();
beforeAll(async () => {
  await liveIn("Europe/Berlin");
  await aTaxRate({ ratePpm: 210_000, validFrom: "2027-01-01" });
});
beforeEach(endEarlierStories);

const LAST_MINUTE = new Date("2026-12-31T22:59:00Z");
const NEXT_YEAR = new Date("2026-12-31T23:01:00Z");

async function invoiceOf(orderId: string) {
  const { lines, ...invoice } = await db.invoice.findFirstOrThrow({
    where: { orderId, kind: "INVOICE" },
    include: { lines: { orderBy: { position: "asc" } } },
  });
  const { subtotal, tax, total } = invoice;
  return {
    id: invoice.id,
    sums: { subtotal, tax, total },
    lines: lines.map((line) => [line.unitAmount, line.discount, line.net, line.tax, line.total, line.taxRatePpm]),
  };
}

async function ledgerOf(invoiceId: string) {
  const entries = await db.ledgerEntry.findMany({ where: { invoiceId, journal: { key: `issue:${invoiceId}` } } });
  return Object.fromEntries(entries.map(({ account, amount }) => [account, amount]));
}

const chargeOf = (orderId: string) => db.transaction.findFirstOrThrow({ where: { orderId, kind: "CHARGE" }, orderBy: { number: "desc" } });

/** Ordered in one year, paid on the page in the next. */
async function payOverMidnight(options: Parameters<typeof aPlan>[0], couponCode?: string) {
  stopClockAt(LAST_MINUTE);
  const viewer = await aViewer();
  const { orderId } = await order(viewer, (await aPlan(options)).price, { couponCode });
  stopClockAt(NEXT_YEAR);
  await payAtSandbox(orderId);
  await confirmReturn({ orderId });
  return { viewer, orderId, ...(await invoiceOf(orderId)) };
}

test("a page that is open over the midnight of a new rate: the first invoice bears the rate of the day that it states", async () => {
  const { viewer, orderId, id, sums, lines } = await payOverMidnight({ amount: 1000n });
  expect(sums).toEqual({ subtotal: 826n, tax: 174n, total: 1000n });
  expect(lines).toEqual([[1000n, 0n, 826n, 174n, 1000n, 210_000]]);
  expect(await ledgerOf(id)).toEqual({ receivable: 1000n, deferred: -826n, tax: -174n });
  expect(await chargeOf(orderId)).toMatchObject({ status: "SUCCEEDED", amount: 1000n, tax: 174n });
  expect(await emailsTo(viewer.id)).toMatchObject({ receipt: 1 });
  await expectBooksAgree();
});

test("with tax on top the total stays what was agreed, and the seller bears the difference, until the renewal", async () => {
  const { orderId, sums, lines } = await payOverMidnight({ amount: 1000n, taxIncluded: false });
  expect(sums).toEqual({ subtotal: 983n, tax: 207n, total: 1190n });
  expect(lines).toEqual([[983n, 0n, 983n, 207n, 1190n, 210_000]]);
  expect(await chargeOf(orderId)).toMatchObject({ amount: 1190n, tax: 207n });
  await at("2027-02-01");
  const { subscriptionId } = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  expect(await db.invoice.findFirst({ where: { subscriptionId, cycle: 1 } })).toMatchObject({
    subtotal: 1000n,
    tax: 210n,
    total: 1210n,
  });
  await expectBooksAgree();
});

test("a bank's debit that settles days later, with a set-up fee and a coupon; its refunds give back what was billed", async () => {
  stopClockAt(new Date("2026-12-30T12:00:00Z"));
  await aCoupon("FIFTH");
  const { price } = await aPlan({ amount: 1999n, setupFee: 500n, taxIncluded: false });
  const { orderId } = await order(await aViewer(), price, { couponCode: "FIFTH" });
  expect((await invoiceOf(orderId)).sums).toEqual({ subtotal: 2099n, tax: 399n, total: 2498n });
  stopClockAt(new Date("2027-01-04T12:00:00Z"));
  const charge = await chargeOf(orderId);
  await settlePayment(charge.id, { status: "succeeded", paymentReference: charge.id }, "webhook");
  const { id, sums, lines } = await invoiceOf(orderId);
  expect(sums).toEqual({ subtotal: 2064n, tax: 434n, total: 2498n });
  for (const [unit, discount, net, tax, total] of lines as bigint[][]) expect([unit - discount, net + tax]).toEqual([net, total]);
  for (const amount of [1000n, 1498n]) {
    const refund = await transaction((tx) => openRefund(tx, { transactionId: charge.id, amount, reason: "asked" }, SYSTEM));
    await settlePayment(refund, { status: "succeeded" }, "operator");
  }
  const credits = await db.invoice.findMany({ where: { creditOfId: id }, include: { lines: true }, orderBy: { sequence: "asc" } });
  expect(credits.map(({ total, tax }) => [total, tax])).toEqual([
    [1000n, 174n],
    [1498n, 260n],
  ]);
  expect(credits.flatMap((credit) => credit.lines.map(({ taxRatePpm }) => taxRatePpm))).toEqual(Array(4).fill(210_000));
  await expectBooksAgree();
});

test("a trial without a charge, and an order that was given up and paid all the same, state the rate of their day too", async () => {
  const trial = await payOverMidnight({ trialDays: 7 });
  expect(trial.lines).toEqual([[0n, 0n, 0n, 0n, 0n, 210_000]]);
  stopClockAt(LAST_MINUTE);
  const { orderId } = await order(await aViewer(), (await aPlan()).price);
  const { id } = await chargeOf(orderId);
  await at("2027-01-02T12:00:00Z");
  await db.order.update({ where: { id: orderId }, data: { status: "ABANDONED" } });
  await db.invoice.updateMany({ where: { orderId }, data: { status: "VOID" } });
  await settlePayment(id, { status: "succeeded", paymentReference: id }, "webhook");
  expect((await invoiceOf(orderId)).sums).toEqual({ subtotal: 826n, tax: 174n, total: 1000n });
  await expectBooksAgree();
});

test("money that moved is never held up: without a rate on its day the invoice keeps the one that was agreed", async () => {
  stopClockAt(LAST_MINUTE);
  const { orderId } = await order(await aViewer(), (await aPlan()).price);
  await db.taxRate.deleteMany({ where: { country: "DE" } });
  stopClockAt(NEXT_YEAR);
  await payAtSandbox(orderId);
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid" });
  expect((await invoiceOf(orderId)).lines).toEqual([[1000n, 0n, 840n, 160n, 1000n, 190_000]]);
  await aTaxRate();
  await aTaxRate({ ratePpm: 210_000, validFrom: "2027-01-01" });
  await expectBooksAgree();
});

test("an issued invoice, its payment and an order's total never change", async () => {
  const { orderId } = await payOverMidnight({});
  const { id } = await chargeOf(orderId);
  await expect(db.transaction.update({ where: { id }, data: { tax: 1n } })).rejects.toThrow();
  const open = await order(await aViewer(), (await aPlan()).price);
  const waiting = await chargeOf(open.orderId);
  await expect(db.transaction.update({ where: { id: waiting.id }, data: { amount: 1n } })).rejects.toThrow();
});
