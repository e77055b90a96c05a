import { expect, test } from "vitest";
import { billCycle } from "#lib/billing/parts/bill-cycle.ts";
import { recordDispute } from "#lib/billing/settling/record-dispute.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { creditForUnused } from "#lib/invoices/credit-note-amounts.ts";
import { creditLine } from "#lib/invoices/lines.ts";
import { renderInvoicePdf } from "#lib/invoices/pdf.ts";
import { invoiceForPdf } from "#lib/invoices/queries.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { changeInterval } from "#lib/subscriptions/change-interval.ts";
import { STANDING } from "#lib/subscriptions/items.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";
import { at, endEarlierStories } from "#tests/support/story.ts";

useDatabase();

/** The subscription goes over to `days`, with `unused` of 30 days of its first invoice credited on the one that bills the new period. */
async function changeTo(days: number, unused: number, payer: Customer, subscriptionId: string) {
  const settings = await getSettings();
  const [line] = await db.invoiceLine.findMany({ where: { invoice: { subscriptionId, cycle: 0 } }, include: { invoice: true } });
  const { invoice, description, taxRatePpm, taxName, taxCountry, planId, priceId, itemId } = line;
  const given = creditForUnused({ amount: line.net, ratePpm: taxRatePpm, unused, of: 30 });
  const credits = [
    creditLine({ description, taxRatePpm, taxName, taxCountry, planId, priceId, itemId, periodEnd: invoice.periodEnd }, given),
  ];
  return transaction(async (tx) => {
    const locked = await lockSubscription(tx, subscriptionId);
    const term = await changeInterval(tx, locked, { unit: "DAY", count: days }, "operator", settings.reminders);
    const subscription = await tx.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { items: STANDING } });
    return billCycle(tx, { subscription, payer, term, credits }, settings);
  });
}

const balanceOf = async (customerId: string) =>
  (await db.balance.findUnique({ where: { customerId_currency: { customerId, currency: "EUR" } } }))?.amount ?? 0n;

test("an invoice credits as well as charges, and the difference is charged", async () => {
  stopClockAt(new Date("2026-06-01T12:00:00Z"));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan({ amount: 3000n })).price);
  stopClockAt(new Date("2026-06-21T12:00:00Z"));
  const invoice = await changeTo(60, 10, viewer, subscriptionId);
  expect(invoice).toMatchObject({ cycle: 1, total: 2000n, tax: 319n, toBalance: 0n, status: "OPEN" });
  await at("2026-06-21");
  const paid = await db.invoice.findUniqueOrThrow({ where: { id: invoice.id }, include: { lines: true, transactions: true } });
  expect(paid.lines.map(({ kind, total, tax }) => [kind, Number(total), Number(tax)])).toEqual([
    ["plan", 3000, 479],
    ["credit", -1000, -160],
  ]);
  expect(paid.lines[1].periodEnd).toEqual(new Date("2026-07-01T00:00:00Z"));
  expect(paid.transactions).toMatchObject([{ amount: 2000n, tax: 319n, status: "SUCCEEDED" }]);
  await expectBooksAgree();
});

test("what it credits beyond its charges becomes balance, which pays first, with the card for the rest", async () => {
  stopClockAt(new Date("2026-08-01T12:00:00Z"));
  await endEarlierStories();
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan({ amount: 3000n })).price);
  await db.subscriptionItem.updateMany({ where: { subscriptionId }, data: { amount: 500n } });
  await db.subscription.update({ where: { id: subscriptionId }, data: { amount: 500n } });
  stopClockAt(new Date("2026-08-16T12:00:00Z"));
  const invoice = await changeTo(5, 11, viewer, subscriptionId);
  expect(invoice).toMatchObject({ subtotal: -504n, tax: -96n, toBalance: 600n, total: 0n });
  expect(await balanceOf(viewer.id)).toBe(600n);
  await at("2026-08-16");
  expect(await db.invoice.findUnique({ where: { id: invoice.id } })).toMatchObject({ status: "PAID", paid: 0n });
  await expectBooksAgree();
  expect((await renderInvoicePdf((await invoiceForPdf(invoice.id))!)).length).toBeGreaterThan(1000);

  await at("2026-08-22");
  expect(await balanceOf(viewer.id)).toBe(100n);
  await at("2026-08-27");
  expect(await balanceOf(viewer.id)).toBe(0n);
  const charges = await db.transaction.findMany({
    where: { subscriptionId, kind: "CHARGE", amount: { gt: 0n } },
    orderBy: { number: "asc" },
  });
  expect(charges.map(({ gateway, amount, status }) => [gateway, Number(amount), status])).toEqual([
    ["sandbox", 3000, "SUCCEEDED"],
    ["balance", 500, "SUCCEEDED"],
    ["balance", 100, "SUCCEEDED"],
    ["sandbox", 400, "SUCCEEDED"],
  ]);
  await expectBooksAgree();
});

test("what cannot be given back the way it came becomes balance, with its credit note", async () => {
  stopClockAt(new Date("2026-10-01T12:00:00Z"));
  await endEarlierStories();
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan({ amount: 900n })).price, { card: CARDS.laterLost });
  await at("2026-11-01");
  await at("2026-12-05");
  const lost = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "UNCOLLECTIBLE" } });
  const operator = { kind: "OPERATOR", name: "Finance" } as const;
  await recordPayment({ invoiceId: lost.id, amount: 400n, means: "cash", reference: "1" }, operator);
  await expectBooksAgree();
  await recordPayment({ invoiceId: lost.id, amount: 500n, means: "cash", reference: "2" }, operator);
  expect(await balanceOf(viewer.id)).toBe(900n);
  const notes = await db.invoice.findMany({ where: { creditOfId: lost.id } });
  expect(notes.reduce((sum, { total }) => sum + total, 0n)).toBe(900n);
  expect(await db.transaction.count({ where: { gateway: "balance", kind: "REFUND", status: "SUCCEEDED" } })).toBe(2);
  await expectBooksAgree();
});

test("what the payer's bank has taken back already is not given back again when nothing can be delivered", async () => {
  stopClockAt(new Date("2027-01-10T12:00:00Z"));
  await endEarlierStories();
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan({ amount: 900n })).price, { card: CARDS.laterLost });
  await at("2027-02-10");
  await at("2027-03-20");
  const lost = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "UNCOLLECTIBLE" } });
  const operator = { kind: "OPERATOR", name: "Finance" } as const;
  const first = await recordPayment({ invoiceId: lost.id, amount: 400n, means: "cash", reference: "3" }, operator);
  const amount = { minor: 150n, currency: "EUR" };
  const reported = { reference: "dp_1", status: "lost", reason: "unauthorized", amount, taken: 150n, fee: 0n, openedAt: now() } as const;
  await transaction((tx) => recordDispute(tx, first, reported, "reconcile"));
  await recordPayment({ invoiceId: lost.id, amount: 500n, means: "cash", reference: "4" }, operator);
  expect(await balanceOf(viewer.id)).toBe(750n);
  await expectBooksAgree();
});
