import { expect, it, onTestFinished } from "vitest";
import { env } from "#lib/kernel/env.ts";
import { useDatabase } from "#tests/support/database.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();

/** The different bodies that Stripe was sent there. */
const sentTo = (path: string) =>
  new Set(stripe().seen.flatMap((seen) => (seen.method === "POST" && seen.path === path ? [seen.body] : [])));

async function house() {
  const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
  const { setGateway } = await import("#lib/payments/set-gateway.ts");
  const base = await stripeHouse(stripe());
  /** All that a request may be made of changes, then whatever has no answer is asked about again. */
  async function changeAllAndReconcile(customerId: string) {
    await base.db.customer.update({
      where: { id: customerId },
      data: { locale: "ar", email: `${customerId}@example.com`, name: "Another" },
    });
    await base.db.paymentMethod.updateMany({
      where: { customerId },
      data: { customerReference: "cus_other", reference: `pm_${customerId}` },
    });
    await base.db.paymentMethod.create({
      data: { customerId, gateway: "stripe", reference: customerId, customerReference: "cus_x", kind: "card", createdAt: new Date() },
    });
    const settings = { statementSuffix: `${customerId.slice(-9)}A` };
    await setGateway({ gateway: "stripe", settings }, { kind: "SYSTEM", name: "test" });
    const { APP_URL } = env();
    env().APP_URL = "https://moved.example";
    onTestFinished(() => void Object.assign(env(), { APP_URL }));
    await base.db.transaction.updateMany({ where: { customerId, settledAt: null }, data: { reconcileAt: new Date(0) } });
    await reconcilePayments();
  }
  return { ...base, changeAllAndReconcile };
}

it("asks for a payment page to the letter as before, whatever has changed since its answer was lost", async () => {
  const { order, changeAllAndReconcile } = await house();
  stripe().troubles.push("none", "lost after", "lost after");
  const { charge, customer } = await order();
  expect(await charge()).toMatchObject({ status: "UNKNOWN", gatewayReference: null });
  await changeAllAndReconcile(customer.id);
  expect(sentTo("/v1/checkout/sessions").size).toBe(1);
  expect(await charge()).toMatchObject({ gatewayReference: expect.stringMatching(/^cs_/) });
});

it("charges to the letter as before", async () => {
  const { db, order, confirmReturn, chargeRenewals, changeAllAndReconcile } = await house();
  const { orderId, customer, session } = await order();
  stripe().world.pay(session, "4242424242424242");
  await confirmReturn({ orderId });
  stripe().troubles.push("lost after", "lost after");
  await chargeRenewals();
  await changeAllAndReconcile(customer.id);
  expect(sentTo("/v1/payment_intents").size).toBe(1);
  expect(await db.transaction.findFirst({ where: { customerId: customer.id, orderId: null } })).toMatchObject({ status: "SUCCEEDED" });
});

it("lets finance find payments, renewals and refunds by order, invoice and plan, as they were written down", async () => {
  const { db, order, confirmReturn, chargeRenewals, refundPayment } = await house();
  const { orderId, charge, customer, session } = await order();
  const { number } = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  const bought = await charge();
  const references = { order: String(number), plan: bought.planName };
  expect(bought.request).toMatchObject({ references });
  stripe().world.pay(session, "4242424242424242");
  await confirmReturn({ orderId });
  const intent = stripe().world.get(stripe().world.get(session).payment_intent);
  expect(intent).toMatchObject({
    metadata: { transactionId: bought.id, ...references },
    description: `${bought.planName} · #${number}`,
  });
  await chargeRenewals();
  const renewal = await db.transaction.findFirstOrThrow({ where: { customerId: customer.id, orderId: null }, include: { invoice: true } });
  const ofRenewal = { invoice: renewal.invoice!.number!, plan: renewal.planName };
  expect(renewal.request).toMatchObject({ references: ofRenewal });
  expect(stripe().world.get(renewal.gatewayReference)).toMatchObject({ metadata: { transactionId: renewal.id, ...ofRenewal } });
  const first = await db.invoice.findFirstOrThrow({ where: { orderId } });
  const refundId = await refundPayment({ transactionId: bought.id, amount: 1n, reason: "Sorry" }, { kind: "SYSTEM", name: "test" });
  const refund = await db.transaction.findUniqueOrThrow({ where: { id: refundId } });
  expect(stripe().world.get(refund.gatewayReference)).toMatchObject({
    metadata: { transactionId: refundId, ...references, invoice: first.number!, reason: "Sorry" },
  });
});

it("writes down what a request is made of with the row, and keeps it", async () => {
  const { db, order, confirmReturn, refundPayment } = await house();
  const { orderId, charge, session } = await order();
  expect(await charge()).toMatchObject({
    request: {
      locale: "en",
      saveMethod: true,
      settings: { statementSuffix: expect.any(String) },
      returnUrl: `${env().APP_URL}/checkout/return?order=${orderId}`,
      cancelUrl: `${env().APP_URL}/checkout/return?order=${orderId}&canceled=1`,
    },
  });
  stripe().world.pay(session, "4242424242424242");
  await confirmReturn({ orderId });
  const { id, paymentReference } = await charge();
  const refundId = await refundPayment({ transactionId: id, amount: 1n, reason: "Sorry" }, { kind: "SYSTEM", name: "test" });
  expect(await db.transaction.findUnique({ where: { id: refundId } })).toMatchObject({ request: { paymentReference } });
  await expect(db.transaction.update({ where: { id }, data: { request: {} } })).rejects.toThrow();
});
