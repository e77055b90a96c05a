import { expect, test, vi } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { abandonOrder } from "#lib/billing/ending/abandon-orders.ts";
import { failPayment } from "#lib/billing/settling/fail-payment.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { completeSandboxCheckout, confirmSandboxPayment } from "#lib/payments/gateways/sandbox/checkout.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, order } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));

const tryOf = (where: { orderId: string } | { invoiceId: string }) =>
  db.transaction.findFirstOrThrow({ where, orderBy: { number: "desc" } });

test("the page of an order that another took the place of can no longer be paid", async () => {
  const [{ price }, customer] = [await aPlan(), await aViewer()];
  const { orderId } = await order(customer, price);
  const left = await tryOf({ orderId });
  await db.coupon.create({
    data: { code: "HALF", name: "Half", percentPpm: 500_000, duration: "ONCE", planIds: [], createdAt: new Date() },
  });
  const quote = await quoteOrder({ priceId: price.id, currency: "EUR", country: "DE", couponCode: "HALF" });
  const shown = writtenTerms(quote, customer.id);
  await buyPlan({ customer, priceId: price.id, currency: "EUR", couponCode: "HALF", gateway: "sandbox", shown, consent: true });
  await reconcilePayments();
  expect(await tryOf({ orderId })).toMatchObject({ id: left.id, status: "CANCELED", reconcileAt: null });
  expect(await completeSandboxCheckout(left.gatewayReference!)).toMatchObject({ status: "canceled" });
});

test("a page that is paid before it is closed counts", async () => {
  const { orderId } = await order(await aViewer(), (await aPlan()).price);
  await transaction((tx) => abandonOrder(tx, orderId, "worker"));
  await completeSandboxCheckout((await tryOf({ orderId })).gatewayReference!);
  await reconcilePayments();
  expect(await db.order.findUnique({ where: { id: orderId } })).toMatchObject({ status: "PAID" });
  await expectBooksAgree();
});

test("a gateway that cannot close a page is asked what became of it", async () => {
  const { orderId } = await order(await aViewer(), (await aPlan()).price);
  await transaction((tx) => abandonOrder(tx, orderId, "worker"));
  const cancel = vi.spyOn(sandboxGateway, "cancel").mockRejectedValue(new Error("Too late"));
  await reconcilePayments();
  expect(cancel).toHaveBeenCalledOnce();
  expect(await tryOf({ orderId })).toMatchObject({ status: "NEEDS_ACTION" });
});

test("a renewal's try at the bank is given up at the bank when the viewer pays otherwise", async () => {
  const [{ price }, customer] = [await aPlan(), await aViewer()];
  const { subscriptionId } = await buy(customer, price, { card: CARDS.laterNeedsAction });
  await at("2026-06-02");
  const { id: invoiceId } = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  const waiting = await tryOf({ invoiceId });
  expect(waiting.status).toBe("NEEDS_ACTION");
  await db.transaction.update({ where: { id: waiting.id }, data: { actionUrl: null } });
  await payInvoice({ invoiceId, gateway: "sandbox" }, customer, null);
  expect(await db.transaction.findUnique({ where: { id: waiting.id } })).toMatchObject({ status: "CANCELED", failureReason: "replaced" });
  await reconcilePayments();
  const lookUp = { kind: "CHARGE" as const, transactionId: waiting.id, reference: waiting.gatewayReference!, settings: {} };
  expect(await sandboxGateway.lookUp(lookUp)).toMatchObject({ status: "declined" });
  expect(await db.transaction.findUnique({ where: { id: waiting.id } })).toMatchObject({ status: "CANCELED", reconcileAt: null });
  await completeSandboxCheckout((await tryOf({ invoiceId })).gatewayReference!);
  expect(await confirmReturn({ invoiceId })).toMatchObject({ status: "paid" });
  await expectBooksAgree();
});

test("what is paid twice, because the bank was faster, goes back without a credit note, however it is given back", async () => {
  const [{ price }, customer] = [await aPlan(), await aViewer()];
  stopClockAt(new Date("2026-07-01T12:00:00Z"));
  const { subscriptionId } = await buy(customer, price, { card: CARDS.laterNeedsAction });
  await at("2026-08-02");
  const { id: invoiceId } = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  const waiting = await tryOf({ invoiceId });
  await db.transaction.update({ where: { id: waiting.id }, data: { actionUrl: null } });
  await payInvoice({ invoiceId, gateway: "sandbox" }, customer, null);
  await completeSandboxCheckout((await tryOf({ invoiceId })).gatewayReference!);
  await confirmReturn({ invoiceId });
  await confirmSandboxPayment(waiting.gatewayReference!, true);
  await reconcilePayments();
  expect(await db.transaction.findUnique({ where: { id: waiting.id } })).toMatchObject({ status: "SUCCEEDED", refunded: 1000n });

  const surplus = await db.transaction.findFirstOrThrow({ where: { refundOfId: waiting.id } });
  await failPayment(surplus.id, { status: "declined", retry: "final", code: "closed", reason: "The account is closed." }, "reconcile");
  const part = { transactionId: waiting.id, amount: 100n, reason: "The rest by bank" };
  await refundPayment(part, { kind: "OPERATOR", name: "Olga" });
  expect(await db.transaction.findFirst({ where: { refundOfId: waiting.id, amount: 100n } })).toMatchObject({
    status: "SUCCEEDED",
    invoiceId: null,
    tax: 16n,
  });
  expect(await db.invoice.count({ where: { creditOfId: invoiceId } })).toBe(0);
  await expectBooksAgree();
});
