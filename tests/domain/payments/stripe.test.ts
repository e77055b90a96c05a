import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { type StripeServer, startStripeServer } from "#tests/support/stripe-server.ts";

useDatabase();
let server: StripeServer;
beforeAll(async () => {
  server = await startStripeServer();
  vi.stubEnv("STRIPE_SECRET_KEY", server.secretKey);
  vi.stubEnv("STRIPE_WEBHOOK_SECRET", server.webhookSecret);
  vi.stubEnv("STRIPE_API_BASE", server.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

/** Loaded after the keys are set: the environment is read once. */
async function house() {
  const { db } = await import("#lib/db/client.ts");
  const { buyPlan } = await import("#lib/billing/buy-plan.ts");
  const { quoteOrder } = await import("#lib/billing/quote-order.ts");
  const { confirmReturn } = await import("#lib/billing/confirm-return.ts");
  const { handleEvent, receivePaymentWebhook } = await import("#lib/billing/receive-payment-webhook.ts");
  const { refundPayment } = await import("#lib/billing/refund-payment.ts");
  const { runRenewals } = await import("#lib/billing/run-renewals.ts");
  const { runClock } = await import("#lib/kernel/clock.ts");
  const { aPlan, aViewer } = await import("#tests/support/shop.ts");

  async function order(options: Parameters<typeof aPlan>[0] = {}) {
    const currency = options.currency ?? "EUR";
    const [{ price }, customer] = [await aPlan(options), await aViewer()];
    const { total } = await quoteOrder({ priceId: price.id, currency, country: "DE" });
    const { orderId } = await buyPlan({ customer, priceId: price.id, currency, gateway: "stripe", expectedTotal: total });
    const charge = () => db.transaction.findFirstOrThrow({ where: { orderId } });
    return { orderId, customer, charge, session: (await charge()).gatewayReference! };
  }

  async function deliver(raw: ReturnType<StripeServer["webhook"]>) {
    const { status, eventId } = await receivePaymentWebhook("stripe", raw);
    if (eventId) await handleEvent(eventId);
    return status;
  }

  async function chargeRenewals() {
    runClock(32 * 86_400_000);
    await runRenewals();
    runClock();
  }

  return { db, order, deliver, confirmReturn, refundPayment, chargeRenewals };
}

it("settles once, whether the viewer returns, Stripe reports, or both", async () => {
  const { db, order, deliver, confirmReturn } = await house();
  const { orderId, charge, session } = await order();
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "needs_action" });
  server.world.pay(session, "4242424242424242");
  const events = server.world.events.map((event) => server.webhook(event));
  const [answers] = await Promise.all([Promise.all([...events, ...events].map(deliver)), confirmReturn({ orderId })]);
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(await charge()).toMatchObject({ status: "SUCCEEDED", gatewayReference: session, brand: "visa", last4: "4242", fee: 39n });
  expect(await db.subscription.count({ where: { status: "ACTIVE" } })).toBe(1);
  expect(await db.invoice.count({ where: { status: "PAID" } })).toBe(1);
  expect(await db.paymentMethod.findFirst()).toMatchObject({ gateway: "stripe", customerReference: expect.stringMatching(/^cus_/) });
});

it("saves a card for a trial without taking money", async () => {
  const { order, deliver } = await house();
  const { charge, session } = await order({ trialDays: 7 });
  server.world.pay(session, "4242424242424242");
  expect(await deliver(server.webhook(session))).toBe(200);
  expect(await charge()).toMatchObject({ kind: "SETUP", status: "SUCCEEDED", last4: "4242" });
});

it("renews off session, and sends the viewer to the bank where it asks", async () => {
  const { db, order, confirmReturn, chargeRenewals } = await house();
  const { orderId, customer, session } = await order();
  server.world.pay(session, "4000002500003155");
  await confirmReturn({ orderId });
  await chargeRenewals();
  const renewal = () => db.transaction.findFirstOrThrow({ where: { customerId: customer.id, orderId: null } });
  expect(await renewal()).toMatchObject({ status: "NEEDS_ACTION", actionUrl: expect.stringContaining("/authenticate/pi_") });
  const { invoiceId, gatewayReference } = await renewal();
  server.world.authenticate(gatewayReference!, true);
  expect(await confirmReturn({ invoiceId: invoiceId! })).toMatchObject({ status: "paid" });
  expect(await renewal()).toMatchObject({ status: "SUCCEEDED", last4: "3155", fee: 39n });
});

it("refunds through Stripe, in a currency without decimals too", async () => {
  const { db, order, confirmReturn, refundPayment } = await house();
  const { orderId, charge, session } = await order({ currency: "JPY", amount: 1200n });
  server.world.pay(session, "4242424242424242");
  await confirmReturn({ orderId });
  const { id, amount } = await charge();
  expect(amount).toBe(1200n);
  const refundId = await refundPayment({ transactionId: id, amount: 200n, reason: "Too slow" }, { kind: "SYSTEM", name: "test" });
  expect(await db.transaction.findUniqueOrThrow({ where: { id: refundId } })).toMatchObject({ status: "SUCCEEDED", amount: 200n });
  expect(server.world.list("refund")[0]).toMatchObject({
    amount: 200,
    currency: "jpy",
    reason: "requested_by_customer",
    metadata: { reason: "Too slow" },
  });
});
