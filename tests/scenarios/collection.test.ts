import { beforeEach, expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { chooseMethod } from "#lib/billing/buying/choose-method.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { mayWatch } from "#lib/billing/parts/may-watch.ts";
import { collectNow } from "#lib/billing/renewing/collect-now.ts";
import { forgiveInvoice } from "#lib/billing/renewing/forgive-invoice.ts";
import { holdCollection, releaseCollection } from "#lib/billing/renewing/hold-collection.ts";
import { offeredRefund } from "#lib/billing/settling/offered-refund.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { collection } from "#lib/reports/collection.ts";
import { transactionDetails } from "#lib/reports/transaction-details.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, collectWithin } from "#tests/support/shop.ts";
import { at, chargesOf, emailsTo, endEarlierStories, statusOf } from "#tests/support/story.ts";

useDatabase();
beforeEach(endEarlierStories);

const operator = { kind: "OPERATOR", name: "Fatima Finance" } as const;

async function overdue(year: number, card = CARDS.laterDeclines) {
  stopClockAt(new Date(`${year}-01-10T15:00:00Z`));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan()).price, { card });
  await at(`${year}-02-10`);
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  return { viewer, subscriptionId, invoiceId: invoice.id };
}

const invoice = (id: string) => db.invoice.findUniqueOrThrow({ where: { id }, include: { credits: true, hold: true } });
const listed = async (id: string) =>
  (await collection({ q: "", state: null, from: null, to: null }, "UTC", null)).rows.find((row) => row.id === id);

test("an operator pauses the tries, lets them go on, and sees what will be tried when", async () => {
  const { subscriptionId, invoiceId } = await overdue(2027);
  expect(await listed(invoiceId)).toMatchObject({ left: 1000n, attempts: 1, held: false, failureCode: "card_declined" });
  await holdCollection({ invoiceId }, operator);
  await holdCollection({ invoiceId }, operator);
  await at("2027-02-13");
  expect(await chargesOf(subscriptionId)).toHaveLength(2);
  expect(await listed(invoiceId)).toMatchObject({ held: true, nextAttemptAt: null });
  await releaseCollection({ invoiceId }, operator);
  await at("2027-02-13");
  expect((await chargesOf(subscriptionId)).at(-1)).toEqual(["DECLINED", "2027-02-13"]);
  expect(await invoice(invoiceId)).toMatchObject({ nextAttemptAt: new Date("2027-02-17T12:00:00Z"), hold: null });
  await holdCollection({ invoiceId }, operator);
  await at("2027-03-03");
  expect(await statusOf(subscriptionId)).toBe("EXPIRED");
  await expect(holdCollection({ invoiceId }, operator)).rejects.toMatchObject({ code: "invoice_closed" });
  await expectBooksAgree();
});

test("a try by hand that is declined leaves the pause as it was ended; another card is charged though the tries are paused", async () => {
  const { subscriptionId, invoiceId, viewer } = await overdue(2028);
  await holdCollection({ invoiceId }, operator);
  await collectNow({ invoiceId }, operator);
  expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "DECLINED", "DECLINED"]);
  await holdCollection({ invoiceId }, operator);
  const good = await buy(viewer, (await aPlan({ interval: "YEAR" })).price);
  const { paymentMethodId } = await db.subscription.findUniqueOrThrow({ where: { id: good.subscriptionId } });
  await chooseMethod({ methodId: paymentMethodId! }, viewer.id);
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  expect(await invoice(invoiceId)).toMatchObject({ status: "PAID", hold: null });
  await expectBooksAgree();
});

test("without a method there is nothing to try", async () => {
  const { invoiceId, viewer } = await overdue(2029);
  await db.paymentMethod.updateMany({ where: { customerId: viewer.id }, data: { detachedAt: new Date() } });
  await expect(collectNow({ invoiceId }, operator)).rejects.toMatchObject({ code: "no_method" });
});

test("an invoice that is forgiven has a credit note, corrects its tax, and the subscription goes on; nobody is told of money", async () => {
  const { subscriptionId, invoiceId, viewer } = await overdue(2030);
  const before = await emailsTo(viewer.id);
  await forgiveInvoice({ invoiceId, reason: "We were down for a week" }, operator);
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  const forgiven = await invoice(invoiceId);
  expect(forgiven).toMatchObject({ status: "PAID", credited: 1000n, credits: [{ kind: "CREDIT_NOTE", total: 1000n, tax: 160n }] });
  expect(await emailsTo(viewer.id)).toEqual(before);
  expect(await db.auditEntry.findFirst({ where: { action: "invoice.forgiven", subjectId: invoiceId } })).toMatchObject({
    after: { amount: "1000", reason: "We were down for a week" },
  });
  await expect(forgiveInvoice({ invoiceId, reason: "Again" }, operator)).rejects.toMatchObject({ code: "invoice_closed" });
  await expectBooksAgree();
  await at("2030-03-10");
  expect((await chargesOf(subscriptionId)).at(-1)).toEqual(["DECLINED", "2030-03-10"]);
});

test("two operators who forgive at once credit once", async () => {
  const { invoiceId } = await overdue(2031);
  const both = await Promise.allSettled([1, 2].map(() => forgiveInvoice({ invoiceId, reason: "Goodwill" }, operator)));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await invoice(invoiceId)).credits).toHaveLength(1);
  await expectBooksAgree();
});

test("goodwill on a paid invoice becomes balance, and a refund after it has a credit note of its own", async () => {
  stopClockAt(new Date("2032-01-10T12:00:00Z"));
  const viewer = await aViewer();
  const { orderId, subscriptionId } = await buy(viewer, (await aPlan()).price);
  const { id, invoiceId } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  await refundPayment({ transactionId: id, amount: 200n, reason: "Sorry", to: "balance" }, operator);
  expect(await db.balance.findFirst({ where: { customerId: viewer.id } })).toMatchObject({ amount: 200n });
  await refundPayment({ transactionId: id, amount: 300n, reason: "And again" }, operator);
  const { credits } = await invoice(invoiceId!);
  expect(credits.map(({ total, tax }) => [total, tax]).sort()).toEqual([
    [200n, 32n],
    [300n, 48n],
  ]);
  await expect(refundPayment({ transactionId: id, amount: 501n, reason: "", to: "balance" }, operator)).rejects.toMatchObject({
    code: "refund_too_large",
  });
  const both = [1, 2].map(() => refundPayment({ transactionId: id, amount: 400n, reason: "", to: "balance" }, operator));
  expect((await Promise.allSettled(both)).map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  await expectBooksAgree();
  await at("2032-02-10");
  const paid = await db.transaction.findMany({ where: { subscriptionId, kind: "CHARGE", createdAt: { gte: new Date("2032-02-01") } } });
  expect(paid.map(({ gateway, amount }) => [gateway, amount]).sort()).toEqual([
    ["balance", 600n],
    ["sandbox", 400n],
  ]);
});

test("the unused part of the running period is offered, and the plan ends with its refund", async () => {
  stopClockAt(new Date("2033-06-01T00:00:00Z"));
  const viewer = await aViewer();
  const { orderId, subscriptionId } = await buy(viewer, (await aPlan({ amount: 3000n })).price);
  stopClockAt(new Date("2033-06-21T00:00:00Z"));
  const charge = (await transactionDetails((await db.transaction.findFirstOrThrow({ where: { orderId } })).id))!;
  const { changes } = await getSettings();
  const offered = offeredRefund(charge, changes, now());
  expect(offered).toEqual({ left: 3000n, asPaid: "partial", unused: 1000n, toBalance: true, byHand: false, mayEnd: true });
  await refundPayment({ transactionId: charge.id, amount: offered!.unused!, reason: "Moved away", ends: true }, operator);
  expect(await statusOf(subscriptionId)).toBe("CANCELED");
  expect((await invoice(charge.invoiceId!)).credits).toMatchObject([{ total: 1000n }]);
  expect(offeredRefund((await transactionDetails(charge.id))!, changes, now())).toMatchObject({ left: 2000n, unused: null, mayEnd: false });
  await at("2033-07-02");
  await expectBooksAgree();
});

test("a set-up fee is no part of what was not used", async () => {
  stopClockAt(new Date("2035-06-01T00:00:00Z"));
  const { orderId } = await buy(await aViewer(), (await aPlan({ amount: 3000n, setupFee: 2000n })).price);
  stopClockAt(new Date("2035-06-21T00:00:00Z"));
  const charge = (await transactionDetails((await db.transaction.findFirstOrThrow({ where: { orderId } })).id))!;
  expect(offeredRefund(charge, (await getSettings()).changes, now())).toMatchObject({ left: 5000n, unused: 1000n });
});

test("what was paid in cash of an invoice that was written off is given back as balance", async () => {
  const { invoiceId, viewer, subscriptionId } = await overdue(2034);
  const cash = await recordPayment({ invoiceId, amount: 400n, means: "cash", reference: "till 7" }, operator);
  await at("2034-03-10");
  expect([await statusOf(subscriptionId), (await invoice(invoiceId)).status]).toEqual(["EXPIRED", "UNCOLLECTIBLE"]);
  expect(offeredRefund((await transactionDetails(cash.id))!, (await getSettings()).changes, now())).toMatchObject({
    left: 400n,
    asPaid: null,
  });
  await refundPayment({ transactionId: cash.id, amount: 400n, reason: "Not served", to: "balance" }, operator);
  expect(await db.balance.findFirst({ where: { customerId: viewer.id } })).toMatchObject({ amount: 400n });
  await expectBooksAgree();
});

test("unpaid beyond grace it is suspended, tried on, and comes back with the rest of its period when it is paid", async () => {
  await collectWithin(5, [2, 20], { suspendDays: 60 });
  const { subscriptionId, viewer, invoiceId } = await overdue(2036);
  const actor = { kind: "VIEWER", id: viewer.id, name: viewer.name } as const;
  await at("2036-02-16");
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  expect(await mayWatch(viewer.id, now())).toBe(false);
  expect(await emailsTo(viewer.id)).toMatchObject({ suspended: 1 });
  await at("2036-03-01");
  expect((await chargesOf(subscriptionId)).at(-1)).toEqual(["DECLINED", "2036-03-01"]);
  stopClockAt(new Date("2036-03-20T09:00:00Z"));
  await payInvoice({ invoiceId, gateway: "sandbox" }, viewer, null);
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { invoiceId }, orderBy: { number: "desc" } });
  await completeSandboxCheckout(gatewayReference!, CARDS.ok);
  await confirmReturn({ invoiceId });
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({
    status: "ACTIVE",
    cycle: 1,
    currentPeriodEnd: new Date("2036-04-12T21:00:00Z"),
    renewsAt: new Date("2036-04-12T21:00:00Z"),
  });
  expect(await mayWatch(viewer.id, now())).toBe(true);
  await at("2036-04-12");
  expect((await chargesOf(subscriptionId)).at(-1)).toEqual(["SUCCEEDED", "2036-03-20"]);
  await at("2036-04-13");
  expect((await chargesOf(subscriptionId)).at(-1)).toEqual(["SUCCEEDED", "2036-04-13"]);
  const access = await db.domainEvent.findMany({ where: { subscriptionId, subject: "ACCESS" }, orderBy: { at: "asc" } });
  expect(access.map(({ type }) => type)).toEqual(["granted", "ended", "granted"]);
  await cancelPlan({ subscriptionId }, actor);
  await expectBooksAgree();
});

test("what is suspended and never paid expires when it was waited for long enough, as of the day on which access ended", async () => {
  await collectWithin(5, [2], { suspendDays: 10 });
  const { subscriptionId } = await overdue(2038);
  for (const day of ["2038-02-12", "2038-02-16", "2038-02-24"]) await at(day);
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  await at("2038-02-25");
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({
    status: "EXPIRED",
    endedAt: new Date("2038-02-15T12:00:00Z"),
  });
  await db.setting.deleteMany({ where: { key: "dunning" } });
  await expectBooksAgree();
});

test("with a billing day the rest of a suspended period is followed by the share of one, to that day", async () => {
  await collectWithin(5, [2], { suspendDays: 60 });
  stopClockAt(new Date("2040-01-01T12:00:00Z"));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan({ billingDay: 1 })).price, { card: CARDS.laterDeclines });
  await at("2040-02-01");
  const { id: invoiceId } = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  await at("2040-02-10");
  await recordPayment({ invoiceId, amount: 1000n, means: "bank", reference: "late 2040" }, operator);
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({
    status: "ACTIVE",
    currentPeriodEnd: new Date("2040-03-05T00:00:00Z"),
  });
  await at("2040-03-05");
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({
    cycle: 2,
    currentPeriodEnd: new Date("2040-04-01T00:00:00Z"),
  });
  expect((await db.invoice.findMany({ where: { subscriptionId, cycle: 2 } })).map(({ total }) => total)).toEqual([871n]);
  await db.setting.deleteMany({ where: { key: "dunning" } });
  await expectBooksAgree();
});
