import { expect, test } from "vitest";
import { recordDispute } from "#lib/billing/settling/record-dispute.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { renderInvoicePdf } from "#lib/invoices/pdf.ts";
import { invoiceForPdf } from "#lib/invoices/queries.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, changePlanTo, changeSettings } from "#tests/support/shop.ts";
import { at, endEarlierStories } from "#tests/support/story.ts";

useDatabase();

/** The subscription goes over to a plan of so many days at once; the rest of what was paid is counted in days and credited on the invoice of the new period. */
async function changeTo(days: number, amount: bigint, subscriptionId: string) {
  await changeSettings("changes", { proration: "day", credit: "balance" });
  await changePlanTo(subscriptionId, (await aPlan({ amount, interval: "DAY", intervalCount: days })).price, "anew");
  return db.invoice.findFirstOrThrow({
    where: { subscriptionId, cycle: 1 },
    include: { lines: { orderBy: { position: "asc" } }, transactions: true },
  });
}

const balanceOf = async (customerId: string) =>
  (await db.balance.findUnique({ where: { customerId_currency: { customerId, currency: "EUR" } } }))?.amount ?? 0n;

test("an invoice credits as well as charges, and the difference is charged", async () => {
  stopClockAt(new Date("2026-06-01T12:00:00Z"));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan({ amount: 3000n })).price);
  stopClockAt(new Date("2026-06-21T12:00:00Z"));
  const paid = await changeTo(60, 3000n, subscriptionId);
  expect(paid).toMatchObject({ cycle: 1, total: 2000n, tax: 319n, toBalance: 0n, status: "PAID" });
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
  stopClockAt(new Date("2026-08-21T12:00:00Z"));
  const invoice = await changeTo(5, 500n, subscriptionId);
  expect(invoice.lines.map(({ kind, total }) => [kind, Number(total)])).toEqual([
    ["plan", 500],
    ["credit", -1065],
  ]);
  expect(invoice).toMatchObject({ subtotal: -475n, tax: -90n, toBalance: 565n, total: 0n, status: "PAID", paid: 0n });
  expect(await balanceOf(viewer.id)).toBe(565n);
  await expectBooksAgree();
  expect((await renderInvoicePdf((await invoiceForPdf(invoice.id))!)).length).toBeGreaterThan(1000);

  await at("2026-08-27");
  expect(await balanceOf(viewer.id)).toBe(65n);
  await at("2026-09-01");
  expect(await balanceOf(viewer.id)).toBe(0n);
  const charges = await db.transaction.findMany({
    where: { subscriptionId, kind: "CHARGE", amount: { gt: 0n } },
    orderBy: { number: "asc" },
  });
  expect(charges.map(({ gateway, amount, status }) => [gateway, Number(amount), status])).toEqual([
    ["sandbox", 3000, "SUCCEEDED"],
    ["balance", 500, "SUCCEEDED"],
    ["balance", 65, "SUCCEEDED"],
    ["sandbox", 435, "SUCCEEDED"],
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
  await transaction(async (tx) => recordDispute(tx, first, reported, "reconcile", await getSettings()));
  await recordPayment({ invoiceId: lost.id, amount: 500n, means: "cash", reference: "4" }, operator);
  expect(await balanceOf(viewer.id)).toBe(750n);
  await expectBooksAgree();
});
