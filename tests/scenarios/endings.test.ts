import { beforeEach, expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { chaseOverdue } from "#lib/billing/renewing/chase-overdue.ts";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, ownerOf } from "#tests/support/shop.ts";
import { at, chargesOf, emailsTo, endEarlierStories, invoicesOf, statusOf } from "#tests/support/story.ts";

useDatabase();
beforeEach(endEarlierStories);

async function subscribed(start: string, card: string, interval: "DAY" | "WEEK" | "MONTH" = "MONTH") {
  stopClockAt(new Date(`${start}T12:00:00Z`));
  const viewer = await aViewer();
  return { viewer, ...(await buy(viewer, (await aPlan({ interval })).price, { card })) };
}

/** The worker renews at noon of a day, and has not asked yet what became of charges under way. */
async function renewOn(day: string) {
  stopClockAt(new Date(`${day}T12:00:00Z`));
  await runRenewals();
}

const newest = (subscriptionId: string) =>
  db.transaction.findFirstOrThrow({ where: { subscriptionId, kind: "CHARGE" }, orderBy: { number: "desc" } });
const invoiceStates = async (subscriptionId: string) => (await invoicesOf(subscriptionId)).map(([, status]) => status);

/** Opens the payment page of the open invoice, as a viewer does who then waits. */
async function openPage(subscriptionId: string, viewer: Customer) {
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  await payInvoice({ invoiceId: invoice.id, gateway: "sandbox" }, viewer, null);
  const { gatewayReference } = await newest(subscriptionId);
  return async () => {
    await completeSandboxCheckout(gatewayReference ?? "", CARDS.ok);
    return confirmReturn({ invoiceId: invoice.id });
  };
}

test("a debit that fails after the subscription has ended brings nothing back, and nothing more is charged", async () => {
  const { subscriptionId, viewer } = await subscribed("2026-01-05", CARDS.laterFails, "WEEK");
  await renewOn("2026-01-12");
  await cancelPlan({ subscriptionId }, await ownerOf(subscriptionId));
  await renewOn("2026-01-19");
  expect(await statusOf(subscriptionId)).toBe("CANCELED");
  expect(await newest(subscriptionId)).toMatchObject({ status: "PENDING" });
  for (const day of ["2026-01-20", "2026-01-22", "2026-01-27", "2026-02-10"]) await at(day);
  expect(await statusOf(subscriptionId)).toBe("CANCELED");
  expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "DECLINED"]);
  expect(await invoiceStates(subscriptionId)).toEqual(["PAID", "UNCOLLECTIBLE"]);
  expect(await emailsTo(viewer.id)).toEqual({ welcome: 1, receipt: 1, canceled: 1, expired: 1 });
  await expectBooksAgree();
});

test("a debit that succeeds after the end pays for the period that was watched", async () => {
  const { subscriptionId, viewer } = await subscribed("2027-01-04", CARDS.timeout, "WEEK");
  stopClockAt(new Date("2027-01-04T12:05:00Z"));
  await reconcilePayments();
  await renewOn("2027-01-11");
  await cancelPlan({ subscriptionId }, await ownerOf(subscriptionId));
  await renewOn("2027-01-18");
  expect(await newest(subscriptionId)).toMatchObject({ status: "UNKNOWN" });
  await reconcilePayments();
  expect(await statusOf(subscriptionId)).toBe("CANCELED");
  expect(await newest(subscriptionId)).toMatchObject({ status: "SUCCEEDED", refunded: 0n });
  expect(await invoiceStates(subscriptionId)).toEqual(["PAID", "PAID"]);
  expect(await emailsTo(viewer.id)).toMatchObject({ receipt: 2 });
  await expectBooksAgree();
});

test("what is paid after the subscription was ended early is given back", async () => {
  const { subscriptionId, viewer } = await subscribed("2028-01-10", CARDS.laterDeclines);
  await at("2028-02-10");
  const pay = await openPage(subscriptionId, viewer);
  await cancelPlan({ subscriptionId }, await ownerOf(subscriptionId));
  expect(await pay()).toMatchObject({ status: "paid" });
  await at("2028-02-11");
  expect(await statusOf(subscriptionId)).toBe("CANCELED");
  expect(await newest(subscriptionId)).toMatchObject({ status: "SUCCEEDED", refunded: 1000n });
  expect(await emailsTo(viewer.id)).toMatchObject({ refunded: 1 });
  await expectBooksAgree();
});

test("a viewer who has canceled is not charged again when the last renewal fails", async () => {
  const { subscriptionId, viewer } = await subscribed("2029-01-10", CARDS.laterFails);
  await at("2029-02-10");
  await cancelPlan({ subscriptionId }, await ownerOf(subscriptionId));
  for (const day of ["2029-02-11", "2029-02-14", "2029-02-19", "2029-03-12"]) await at(day);
  expect(await statusOf(subscriptionId)).toBe("CANCELED");
  expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "DECLINED"]);
  expect(await emailsTo(viewer.id)).toMatchObject({ canceled: 1, expired: 1 });
  await expectBooksAgree();
});

test("an expired subscription leaves no invoice open", async () => {
  const { subscriptionId } = await subscribed("2030-01-10", CARDS.laterFails, "DAY");
  for (const day of ["2030-01-12", "2030-01-13", "2030-01-14"]) await renewOn(day);
  for (const day of ["2030-01-15", "2030-01-18", "2030-01-23", "2030-01-30", "2030-02-07"]) await at(day);
  expect(await statusOf(subscriptionId)).toBe("EXPIRED");
  expect(await invoiceStates(subscriptionId)).toEqual(["PAID", "UNCOLLECTIBLE"]);
  const charges = await chargesOf(subscriptionId);
  await at("2030-03-01");
  expect(await chargesOf(subscriptionId)).toEqual(charges);
  await expectBooksAgree();
});

test("after an outage of the worker one retry is made, not all that were missed", async () => {
  const { subscriptionId } = await subscribed("2031-01-10", CARDS.laterDeclines);
  await at("2031-02-10");
  await at("2031-02-26");
  expect((await chargesOf(subscriptionId)).slice(1)).toEqual([
    ["DECLINED", "2031-02-10"],
    ["DECLINED", "2031-02-26"],
  ]);
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  await at("2031-03-03");
  expect(await statusOf(subscriptionId)).toBe("EXPIRED");
});

test("a charge under way does not keep others from expiring", async () => {
  const waiting = await subscribed("2032-01-10", CARDS.laterFails);
  const other = await subscribed("2032-01-10", CARDS.laterDeclines);
  for (const day of ["02-10", "02-11", "02-13", "02-18"]) await at(`2032-${day}`);
  await db.invoice.updateMany({ where: { subscriptionId: other.subscriptionId, status: "OPEN" }, data: { nextAttemptAt: null } });
  stopClockAt(new Date("2032-03-03T13:00:00Z"));
  await reconcilePayments();
  for (let run = 0; run < 3; run += 1) await chaseOverdue(1);
  expect(await newest(waiting.subscriptionId)).toMatchObject({ status: "PENDING" });
  expect(await statusOf(waiting.subscriptionId)).toBe("PAST_DUE");
  expect(await statusOf(other.subscriptionId)).toBe("EXPIRED");
});

test("a confirmation that is refused counts as the one try that it was", async () => {
  const { subscriptionId, viewer } = await subscribed("2033-01-10", CARDS.laterNeedsAction);
  await at("2033-02-10");
  const { id } = await newest(subscriptionId);
  await applyOutcome(id, { status: "declined", retry: "retry", code: "authentication_failed", reason: "Not confirmed." }, "webhook");
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  expect([invoice.attempts, invoice.nextAttemptAt]).toEqual([1, new Date("2033-02-12T12:00:00Z")]);
  expect(await emailsTo(viewer.id)).toMatchObject({ payment_confirmation: 1 });
});

test("a paid term that waits for the first login is kept when its viewer cancels", async () => {
  stopClockAt(new Date("2034-01-10T12:00:00Z"));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan({ startsAtFirstLogin: true })).price);
  await cancelPlan({ subscriptionId }, await ownerOf(subscriptionId));
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({ status: "ACTIVE", cancelAtPeriodEnd: true });
  expect(await db.message.findFirst({ where: { customerId: viewer.id, templateKey: "canceled" } })).toMatchObject({
    text: expect.stringContaining("first sign in"),
  });
});
