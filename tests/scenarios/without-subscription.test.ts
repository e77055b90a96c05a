import { beforeEach, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { chooseMethod } from "#lib/billing/buying/choose-method.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { issueBooked } from "#lib/billing/parts/book-issued.ts";
import { buyerOf, sellerOf } from "#lib/billing/parts/snapshots.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Invoice } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { invoiceDraft } from "#lib/invoices/draft.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { readLink } from "#lib/kernel/signed-link.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { customerDetails } from "#lib/reports/customer-details.ts";
import { transactionDetails } from "#lib/reports/transaction-details.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";
import { at, emailsTo, endEarlierStories } from "#tests/support/story.ts";

/** What is billed besides subscriptions is collected by the plan of retries (2, 7, 14 and 21 days after the first try), which is all the grace it has. */
useDatabase();
beforeEach(endEarlierStories);

/** Who left the plans that they had bought with `cards`, which are still saved. */
async function viewerWith(start: string, ...cards: string[]): Promise<Customer> {
  stopClockAt(new Date(`${start}T12:00:00Z`));
  const viewer = await aViewer();
  for (const card of cards) {
    const { subscriptionId } = await buy(viewer, (await aPlan()).price, { card });
    await cancelPlan({ subscriptionId, when: "now" }, SYSTEM);
  }
  return viewer;
}

/** An invoice of 11.90 that bills no subscription, issued and due now. */
async function billed(payer: Customer): Promise<Invoice> {
  const settings = await getSettings();
  const amounts = { quantity: 1, unitAmount: 1190n, discount: 0n, net: 1000n, tax: 190n, total: 1190n };
  const draft = invoiceDraft({
    lines: [{ kind: "setup_fee", description: "Set-top box", ...amounts, taxRatePpm: 190_000, taxName: "VAT", taxCountry: "DE" }],
    treatment: "standard",
    customerId: payer.id,
    subscriptionId: null,
    orderId: null,
    currency: "EUR",
    cycle: null,
    periodStart: null,
    periodEnd: null,
    seller: sellerOf(settings),
    buyer: buyerOf(payer),
    dueAt: now(),
  });
  return transaction((tx) => issueBooked(tx, draft, settings, now()));
}

const found = ({ id }: Invoice) => db.invoice.findUniqueOrThrow({ where: { id } });

async function triesOf({ id: invoiceId }: Invoice): Promise<string[]> {
  const tries = await db.transaction.findMany({ where: { invoiceId }, orderBy: { number: "asc" } });
  return tries.map(({ status, createdAt }) => `${status} ${createdAt.toISOString().slice(0, 10)}`);
}

test("without a card it waits from one retry to the next, the payer is told, and it is written off when they are over", async () => {
  const viewer = await viewerWith("2026-03-01");
  const invoice = await billed(viewer);
  for (const [day, next] of [
    ["2026-03-01", "2026-03-03"],
    ["2026-03-03", "2026-03-08"],
    ["2026-03-08", "2026-03-15"],
    ["2026-03-15", "2026-03-22"],
  ]) {
    await at(day);
    expect(await found(invoice)).toMatchObject({ status: "OPEN", nextAttemptAt: new Date(`${next}T12:00:00Z`) });
  }
  expect(await emailsTo(viewer.id)).toMatchObject({ payment_failed: 4 });
  expect((await customerDetails(viewer.id))?.unpaid).toMatchObject([{ id: invoice.id, left: 1190n, last: null }]);
  await at("2026-03-22");
  expect(await found(invoice)).toMatchObject({ status: "UNCOLLECTIBLE", attempts: 5, nextAttemptAt: null });
  expect(await triesOf(invoice)).toEqual([]);
  expect((await customerDetails(viewer.id))?.unpaid).toEqual([]);
  expect(await emailsTo(viewer.id)).toMatchObject({ payment_failed: 4 });
  await expectBooksAgree();
});

test("a card that never works is tried 2, 7, 14 and 21 days later, then the invoice is written off", async () => {
  const viewer = await viewerWith("2027-03-01", CARDS.laterDeclines);
  const invoice = await billed(viewer);
  const days = ["2027-03-01", "2027-03-03", "2027-03-08", "2027-03-15", "2027-03-22"];
  for (const day of days) {
    expect(await found(invoice)).toMatchObject({ status: "OPEN" });
    await at(day);
  }
  await at("2027-04-30");
  expect(await triesOf(invoice)).toEqual(days.map((day) => `DECLINED ${day}`));
  expect(await found(invoice)).toMatchObject({ status: "UNCOLLECTIBLE", attempts: 5, nextAttemptAt: null });
  const [told] = await db.message.findMany({ where: { templateKey: "payment_failed", customerId: viewer.id }, orderBy: { number: "asc" } });
  expect(told.subject).toContain("Set-top box");
  expect(readLink("pay-invoice", /\/pay\?token=([\w-]+)/.exec(told.text)![1], told.createdAt)).toEqual({ id: invoice.id, expired: false });
  expect(await emailsTo(viewer.id)).toMatchObject({ payment_failed: 4 });
  await expectBooksAgree();
});

test("who chooses a card that never works over and over is not rid of what they owe", async () => {
  const viewer = await viewerWith("2031-03-01", CARDS.laterDeclines);
  const invoice = await billed(viewer);
  const card = await db.paymentMethod.findFirstOrThrow({ where: { customerId: viewer.id } });
  for (let times = 0; times < 7; times += 1) await chooseMethod({ methodId: card.id }, viewer.id);
  expect(await found(invoice)).toMatchObject({ status: "OPEN", attempts: 7, nextAttemptAt: new Date("2031-03-03T12:00:00Z") });
  for (const day of ["2031-03-03", "2031-03-08", "2031-03-15"]) await at(day);
  expect(await found(invoice)).toMatchObject({ status: "OPEN" });
  await at("2031-03-22");
  expect(await found(invoice)).toMatchObject({ status: "UNCOLLECTIBLE", attempts: 11 });
  await expectBooksAgree();
});

test("a lost card is not tried again, another one that is put in use is charged at once", async () => {
  const viewer = await viewerWith("2028-03-01", CARDS.laterLost, CARDS.ok);
  const lost = await db.paymentMethod.findFirstOrThrow({ where: { customerId: viewer.id, last4: "4988" } });
  const other = await db.paymentMethod.findFirstOrThrow({ where: { customerId: viewer.id, last4: "4242" } });
  await chooseMethod({ methodId: lost.id }, viewer.id);
  const invoice = await billed(viewer);
  await at("2028-03-01");
  await at("2028-04-15");
  expect(await triesOf(invoice)).toEqual(["DECLINED 2028-03-01"]);
  expect(await found(invoice)).toMatchObject({ status: "OPEN", nextAttemptAt: null });
  const [declined] = await db.transaction.findMany({ where: { invoiceId: invoice.id } });
  expect(await transactionDetails(declined.id)).toMatchObject({ toCollect: true });
  await chooseMethod({ methodId: other.id }, viewer.id);
  expect(await triesOf(invoice)).toEqual(["DECLINED 2028-03-01", "SUCCEEDED 2028-04-15"]);
  expect(await found(invoice)).toMatchObject({ status: "PAID" });
  expect(await emailsTo(viewer.id)).toMatchObject({ payment_failed: 1 });
  await expectBooksAgree();
});

test("between the retries it is paid on the page that the letter leads to", async () => {
  const viewer = await viewerWith("2029-03-01", CARDS.laterDeclines);
  const invoice = await billed(viewer);
  await at("2029-03-01");
  await payInvoice({ invoiceId: invoice.id, gateway: "sandbox" }, viewer, null);
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { invoiceId: invoice.id }, orderBy: { number: "desc" } });
  await completeSandboxCheckout(gatewayReference!, CARDS.ok);
  expect(await confirmReturn({ invoiceId: invoice.id })).toMatchObject({ status: "paid" });
  await at("2029-04-30");
  expect(await triesOf(invoice)).toEqual(["DECLINED 2029-03-01", "SUCCEEDED 2029-03-01"]);
  expect(await found(invoice)).toMatchObject({ status: "PAID", nextAttemptAt: null });
  await expectBooksAgree();
});
