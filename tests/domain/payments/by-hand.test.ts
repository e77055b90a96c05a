import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { abandonOrders } from "#lib/billing/ending/abandon-orders.ts";
import { offeredRefund } from "#lib/billing/settling/offered-refund.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { manual } from "#lib/payments/gateways/manual/plugin.ts";
import { transactionDetails } from "#lib/reports/transaction-details.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, changeSettings, order } from "#tests/support/shop.ts";
import { emailsTo } from "#tests/support/story.ts";

useDatabase();
const operator: Actor = { kind: "OPERATOR", name: "Finance" };
const daysLater = (days: number) => stopClockAt(new Date(now().getTime() + days * 86_400_000));

beforeAll(() =>
  changeSettings("gateways", { [manual.id]: { enabled: true, settings: { payee: "My TV", iban: "DE89370400440532013000", days: "10" } } }),
);
beforeEach(() => stopClockAt(new Date("2026-05-01T12:00:00Z")));
afterAll(() => runClock());

let viewer: Customer;
let orderId: string;
let invoiceId: string;
beforeEach(async () => {
  viewer = await aViewer();
  ({ orderId } = await order(viewer, (await aPlan({ amount: 1200n, kind: "PASS" })).price, { gateway: manual.id }));
  ({ id: invoiceId } = await db.invoice.findFirstOrThrow({ where: { orderId } }));
  await confirmReturn({ orderId }, viewer);
});
const record = (amount: bigint, reference: string) => recordPayment({ invoiceId, amount, means: "bank", reference }, operator);
const payments = () => db.transaction.findMany({ where: { orderId }, orderBy: { number: "asc" } });
const stateOf = async () => {
  const { status, subscription } = await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { subscription: true } });
  return [status, subscription.status];
};

it("tells a viewer once how to pay, on the page and in a letter, and keeps the order as long as an operator says", async () => {
  const returned = await confirmReturn({ orderId }, viewer);
  expect(returned).toMatchObject({
    status: "needs_action",
    instructed: { until: new Date("2026-05-11T12:00:00Z"), qr: expect.stringMatching(/EUR12\.00/) },
  });
  expect((await emailsTo(viewer.id)).payment_instructions).toBe(1);
  daysLater(9.5);
  await reconcilePayments();
  await abandonOrders();
  expect((await stateOf())[0]).toBe("OPEN");
  daysLater(1);
  await reconcilePayments();
  await abandonOrders();
  expect((await stateOf())[0]).toBe("ABANDONED");
});

it("counts the money to the very payment that was waited for", async () => {
  await record(1200n, "statement 4711");
  expect(await payments()).toMatchObject([
    { status: "SUCCEEDED", gateway: "manual", methodKind: "bank", paymentReference: "statement 4711" },
  ]);
  expect(await stateOf()).toEqual(["PAID", "ACTIVE"]);
  expect(await confirmReturn({ orderId }, viewer)).toMatchObject({ status: "paid", instructed: null });
  await expectBooksAgree();
});

it("writes down what somebody has paid back, with its credit note, and no more than is left", async () => {
  await record(1200n, "paid and given back");
  const [{ id: transactionId }] = await payments();
  expect(offeredRefund((await transactionDetails(transactionId))!, (await getSettings()).changes, now())).toMatchObject({
    left: 1200n,
    asPaid: null,
    byHand: true,
  });
  const given = { transactionId, amount: 500n, left: 1200n, reason: "In cash, at the counter", to: "byHand" } as const;
  await refundPayment(given, operator);
  await expect(refundPayment(given, operator)).rejects.toMatchObject({ code: "refunded_meanwhile" });
  await expect(refundPayment({ ...given, left: 700n, amount: 701n }, operator)).rejects.toMatchObject({ code: "refund_too_large" });
  expect(await payments()).toMatchObject([
    { kind: "CHARGE", refunded: 500n },
    { kind: "REFUND", status: "SUCCEEDED", gateway: "manual", amount: 500n, reason: "In cash, at the counter" },
  ]);
  expect(await db.invoice.findMany({ where: { customerId: viewer.id, kind: "CREDIT_NOTE" } })).toMatchObject([{ total: 500n }]);
  expect(await db.balance.count({ where: { customerId: viewer.id } })).toBe(0);
  await expectBooksAgree();
});

it("lets nobody write down as paid back what its gateway gives back", async () => {
  const { orderId } = await buy(await aViewer(), (await aPlan()).price);
  const { id: transactionId, amount } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  expect(offeredRefund((await transactionDetails(transactionId))!, (await getSettings()).changes, now())).toMatchObject({ byHand: false });
  const refund = refundPayment({ transactionId, amount, reason: "By hand", to: "byHand" }, operator);
  await expect(refund).rejects.toMatchObject({ code: "not_refundable" });
  expect(await db.transaction.count({ where: { orderId } })).toBe(1);
});

it("takes an order up again whose money comes when nobody waits for it any more", async () => {
  daysLater(12);
  await reconcilePayments();
  await abandonOrders();
  await record(1200n, "late transfer");
  expect(await stateOf()).toEqual(["PAID", "ACTIVE"]);
  await expectBooksAgree();
});

it("waits no more for a transfer whose order was left for another way to pay; should it come all the same, it is counted", async () => {
  const { priceId } = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  await order(viewer, await db.price.findUniqueOrThrow({ where: { id: priceId } }));
  await reconcilePayments();
  expect(await payments()).toMatchObject([{ status: "CANCELED", reconcileAt: null }]);
  await record(1200n, "sent before");
  expect(await payments()).toMatchObject([{ status: "SUCCEEDED", paymentReference: "sent before" }]);
  await expectBooksAgree();
});

it("refuses a part of what an order costs, and the same line of a statement for another order", async () => {
  await expect(record(1199n, "a part")).rejects.toMatchObject({ code: "payment_in_part" });
  expect((await payments()).map(({ status }) => status)).toEqual(["NEEDS_ACTION"]);
  await expect(record(1200n, "statement 4711")).rejects.toMatchObject({ code: "payment_recorded" });
  await record(1200n, "statement 4712");
  await expect(record(1200n, "statement 4713")).rejects.toMatchObject({ code: "invoice_closed" });
});

it("is recorded once, however many do it at once", async () => {
  const both = await Promise.allSettled([record(1200n, "twice"), record(1200n, "twice"), record(1200n, "twice too")]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await payments()).filter(({ status }) => status === "SUCCEEDED")).toHaveLength(1);
  await expectBooksAgree();
});
