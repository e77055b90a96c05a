import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { handleEvent } from "#lib/billing/asking/handle-payment-event.ts";
import { receivePaymentWebhook } from "#lib/billing/asking/receive-payment-webhook.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { db } from "#lib/db/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { isEntitled } from "#lib/subscriptions/state.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { startMollieServer } from "#tests/support/mollie-server.ts";
import { aPlan, aViewer, changeSettings, order } from "#tests/support/shop.ts";
import { at, chargesOf, emailsTo, endEarlierStories, statusOf } from "#tests/support/story.ts";

/** Renewals by direct debit: the bank needs days to say whether the money comes, and may take it back afterwards. */

useDatabase();
const mollie = await startMollieServer();
vi.stubEnv("MOLLIE_API_KEY", mollie.apiKey);
vi.stubEnv("MOLLIE_API_BASE", mollie.url);
afterAll(async () => {
  vi.unstubAllEnvs();
  await mollie.close();
});
beforeEach(endEarlierStories);

/** Bought at the end of January of a year of its own, paid with iDEAL. */
async function subscribed(year: number) {
  stopClockAt(new Date(`${year}-01-31T15:00:00Z`));
  const [{ price }, viewer] = [await aPlan(), await aViewer()];
  const { orderId } = await order(viewer, price, { gateway: "mollie" });
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  mollie.world.pay(gatewayReference!, "ideal");
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid" });
  const { subscriptionId } = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  const renewal = () => db.transaction.findFirstOrThrow({ where: { subscriptionId, kind: "CHARGE" }, orderBy: { number: "desc" } });
  const atMollie = () => [...mollie.world.payments.values()].filter(({ sequenceType }) => sequenceType === "recurring").length;
  const entitled = async () => isEntitled(await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } }), now(), 21);
  return { viewer, subscriptionId, renewal, atMollie, entitled };
}

async function hear(reference: string): Promise<void> {
  const { status, eventId } = await receivePaymentWebhook("mollie", mollie.webhook(reference));
  expect(status).toBe(200);
  if (eventId) await handleEvent(eventId);
}

test("a debit on its way for days is awaited: access goes on, nobody is reminded, nothing else is charged; then it arrives", async () => {
  const { viewer, subscriptionId, renewal, atMollie, entitled } = await subscribed(2031);
  const made = atMollie();
  for (const day of ["2031-02-28", "2031-03-01", "2031-03-02", "2031-03-03", "2031-03-04", "2031-03-07"]) {
    await at(day);
    expect(await renewal()).toMatchObject({ status: "PENDING", kind: "CHARGE" });
    expect([await statusOf(subscriptionId), await entitled()]).toEqual(["ACTIVE", true]);
  }
  expect(atMollie() - made).toBe(1);
  const { invoiceId, gatewayReference } = await renewal();
  const paying = payInvoice({ invoiceId: invoiceId!, gateway: "sandbox" }, viewer, null);
  await expect(paying).rejects.toMatchObject({ code: "payment_in_progress" });
  expect(await emailsTo(viewer.id)).not.toHaveProperty("payment_failed");
  mollie.world.settle();
  await hear(gatewayReference!);
  await hear(gatewayReference!);
  expect(await renewal()).toMatchObject({ status: "SUCCEEDED", brand: "sepa_debit", last4: "4300" });
  expect(await chargesOf(subscriptionId)).toEqual([
    ["SUCCEEDED", "2031-01-31"],
    ["SUCCEEDED", "2031-02-28"],
  ]);
  expect(await emailsTo(viewer.id)).toMatchObject({ receipt: 2 });
  await expectBooksAgree();
});

test("a debit that the bank returns is a decline: reminders begin then, counted from then, and it is tried again for lack of funds", async () => {
  const { viewer, subscriptionId, renewal, entitled } = await subscribed(2032);
  await at("2032-02-29");
  const { id, gatewayReference } = await renewal();
  stopClockAt(new Date("2032-03-05T12:00:00Z"));
  mollie.world.failPending("AM04");
  await hear(gatewayReference!);
  expect(await db.transaction.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "DECLINED", failureCode: "AM04" });
  expect([await statusOf(subscriptionId), await entitled()]).toEqual(["PAST_DUE", true]);
  expect(await emailsTo(viewer.id)).toMatchObject({ payment_failed: 1 });
  await at("2032-03-06");
  expect((await renewal()).id).toBe(id);
  await at("2032-03-08");
  expect(await renewal()).toMatchObject({ status: "PENDING" });
  mollie.world.settle();
  await hear((await renewal()).gatewayReference!);
  expect([await statusOf(subscriptionId), await entitled()]).toEqual(["ACTIVE", true]);
  await expectBooksAgree();
});

test("a debit of an account that is closed is not tried again", async () => {
  const { subscriptionId, renewal } = await subscribed(2033);
  await at("2033-02-28");
  const { id, gatewayReference } = await renewal();
  mollie.world.failPending("AC04");
  await hear(gatewayReference!);
  for (const day of ["2033-03-02", "2033-03-07", "2033-03-14"]) await at(day);
  expect((await renewal()).id).toBe(id);
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
});

test("a debit that is taken back after it arrived is a lost dispute, and won when it is reversed; nobody is charged again", async () => {
  const { subscriptionId, renewal } = await subscribed(2034);
  await at("2034-02-28");
  mollie.world.settle();
  const { gatewayReference, id } = await renewal();
  await hear(gatewayReference!);
  const chargeback = mollie.world.chargeBack(gatewayReference!);
  await hear(gatewayReference!);
  const dispute = () => db.dispute.findFirstOrThrow({ where: { transactionId: id } });
  expect(await dispute()).toMatchObject({ status: "LOST", reason: "MD06", taken: 1000n });
  expect(await statusOf(subscriptionId)).toBe("CANCELED");
  await expectBooksAgree();
  mollie.world.reverse(chargeback);
  await hear(gatewayReference!);
  expect(await dispute()).toMatchObject({ status: "WON", taken: 0n });
  await expectBooksAgree();
});

test("a debit that comes back for lack of funds after it was paid is owed again, and charged again as after a decline: nobody disputes it", async () => {
  const { viewer, subscriptionId, renewal, entitled } = await subscribed(2037);
  await at("2037-02-28");
  mollie.world.settle();
  const { gatewayReference, id, invoiceId } = await renewal();
  await hear(gatewayReference!);
  const invoice = () => db.invoice.findUniqueOrThrow({ where: { id: invoiceId! } });
  expect(await invoice()).toMatchObject({ status: "PAID", paid: 1000n });
  stopClockAt(new Date("2037-03-06T12:00:00Z"));
  mollie.world.chargeBack(gatewayReference!, undefined, "AM04");
  for (const _ of [1, 2]) await hear(gatewayReference!);
  expect(await invoice()).toMatchObject({ status: "OPEN", paid: 0n, paidAt: null, attempts: 1 });
  expect(await db.dispute.findMany({ where: { transactionId: id } })).toMatchObject([{ status: "RETURNED", reason: "AM04", taken: 1000n }]);
  expect([await statusOf(subscriptionId), await entitled()]).toEqual(["PAST_DUE", true]);
  expect(await emailsTo(viewer.id)).toMatchObject({ payment_failed: 1 });
  await expectBooksAgree();
  await at("2037-03-09");
  expect(await renewal()).toMatchObject({ status: "PENDING", invoiceId });
  mollie.world.settle();
  await hear((await renewal()).gatewayReference!);
  expect(await invoice()).toMatchObject({ status: "PAID", paid: 1000n });
  expect([await statusOf(subscriptionId), await entitled()]).toEqual(["ACTIVE", true]);
  await expectBooksAgree();
});

test("a debit that came back and is reversed pays its invoice after all, and is given back where that was paid meanwhile", async () => {
  for (const [year, meanwhile] of [
    [2041, false],
    [2042, true],
  ] as const) {
    await endEarlierStories();
    const { subscriptionId, renewal, entitled } = await subscribed(year);
    await at(`${year}-02-28`);
    mollie.world.settle();
    const { gatewayReference, id, invoiceId } = await renewal();
    await hear(gatewayReference!);
    const chargeback = mollie.world.chargeBack(gatewayReference!, undefined, "AM04");
    await hear(gatewayReference!);
    expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
    if (meanwhile) {
      await at(`${year}-03-03`);
      mollie.world.settle();
      await hear((await renewal()).gatewayReference!);
    }
    mollie.world.reverse(chargeback);
    for (const _ of [1, 2]) await hear(gatewayReference!);
    expect(await db.dispute.findMany({ where: { transactionId: id } })).toMatchObject([{ status: "WON", taken: 0n }]);
    expect(await db.invoice.findUnique({ where: { id: invoiceId! } })).toMatchObject({ status: "PAID", paid: 1000n, nextAttemptAt: null });
    expect([await statusOf(subscriptionId), await entitled()]).toEqual(["ACTIVE", true]);
    const refunds = await db.transaction.findMany({ where: { refundOfId: id }, select: { amount: true, reason: true } });
    expect(refunds).toEqual(meanwhile ? [{ amount: 1000n, reason: "paid_twice" }] : []);
    await expectBooksAgree();
  }
});

test("of an account that is closed by then nothing is charged again, and what came back is written off when grace is over", async () => {
  const { subscriptionId, renewal } = await subscribed(2038);
  await at("2038-02-28");
  mollie.world.settle();
  const { gatewayReference, id, invoiceId } = await renewal();
  await hear(gatewayReference!);
  mollie.world.chargeBack(gatewayReference!, undefined, "AC04");
  await hear(gatewayReference!);
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  for (const day of ["2038-03-03", "2038-03-10", "2038-03-25"]) await at(day);
  expect((await renewal()).id).toBe(id);
  expect(await db.invoice.findUnique({ where: { id: invoiceId! } })).toMatchObject({ status: "UNCOLLECTIBLE", paid: 0n });
  await expectBooksAgree();
});

test("what comes back in part is a loss, and owed by nobody", async () => {
  const { subscriptionId, renewal } = await subscribed(2039);
  await at("2039-02-28");
  mollie.world.settle();
  const { gatewayReference, id, invoiceId } = await renewal();
  await hear(gatewayReference!);
  mollie.world.chargeBack(gatewayReference!, { value: "4.00", currency: "EUR" }, "AM04");
  await hear(gatewayReference!);
  expect(await db.dispute.findMany({ where: { transactionId: id } })).toMatchObject([{ status: "LOST", taken: 400n }]);
  expect(await db.invoice.findUnique({ where: { id: invoiceId! } })).toMatchObject({ status: "PAID" });
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  await expectBooksAgree();
});

test("what became of a debit is found by asking where no event comes", async () => {
  const { renewal } = await subscribed(2035);
  await at("2035-02-28");
  mollie.world.settle();
  await at("2035-03-01");
  expect(await renewal()).toMatchObject({ status: "SUCCEEDED" });
});

test("who is being charged when grace ends is not asked to pay: only when the bank has returned that debit, too", async () => {
  await changeSettings("dunning", { graceDays: 7, retryAfterDays: [6], suspendDays: 30 });
  const { viewer, subscriptionId, renewal } = await subscribed(2036);
  await at("2036-02-29");
  mollie.world.failPending("MS03");
  await hear((await renewal()).gatewayReference!);
  const first = await renewal();
  await at("2036-03-07");
  const retry = await renewal();
  expect(retry).toMatchObject({ status: "PENDING" });
  expect(retry.id).not.toBe(first.id);
  for (const day of ["2036-03-08", "2036-03-10"]) await at(day);
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  expect(await emailsTo(viewer.id)).not.toHaveProperty("suspended");
  mollie.world.failPending("MS03");
  await hear(retry.gatewayReference!);
  await at("2036-03-11");
  expect(await emailsTo(viewer.id)).toMatchObject({ suspended: 1 });
});
