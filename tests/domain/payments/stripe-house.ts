import { afterAll, beforeAll, vi } from "vitest";
import { type StripeServer, startStripeServer } from "#tests/support/stripe-server.ts";

/** Stripe's stand-in for the tests of one file, with our keys for it in the environment. */
export function useStripe(): () => StripeServer {
  let server: StripeServer;
  beforeAll(async () => {
    server = await startStripeServer();
    vi.stubEnv("STRIPE_SECRET_KEY", server.secretKey);
    vi.stubEnv("STRIPE_WEBHOOK_SECRET", server.webhookSecret);
    vi.stubEnv("STRIPE_API_BASE", server.url);
    // What is imported the first time takes long on a busy machine, which is no part of any test.
    await stripeHouse(server);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server.close();
  });
  return () => server;
}

/** Loaded after the keys are set: the environment is read once. */
export async function stripeHouse(server: StripeServer) {
  const { db } = await import("#lib/db/client.ts");
  const { buyPlan } = await import("#lib/billing/buying/buy-plan.ts");
  const { quoteOrder } = await import("#lib/billing/buying/quote-order.ts");
  const { writtenTerms } = await import("#lib/catalog/terms.ts");
  const { confirmReturn } = await import("#lib/billing/asking/confirm-return.ts");
  const { receivePaymentWebhook } = await import("#lib/billing/asking/receive-payment-webhook.ts");
  const { handleEvent } = await import("#lib/billing/asking/handle-payment-event.ts");
  const { refundPayment } = await import("#lib/billing/settling/refund-payment.ts");
  const { runRenewals } = await import("#lib/billing/renewing/run-renewals.ts");
  const { runClock } = await import("#lib/kernel/clock.ts");
  const { aPlan, aViewer } = await import("#tests/support/shop.ts");

  async function order(options: Parameters<typeof aPlan>[0] = {}, ip: string | null = null) {
    const currency = options.currency ?? "EUR";
    const [{ price }, customer] = [await aPlan(options), await aViewer()];
    const shown = writtenTerms(await quoteOrder({ priceId: price.id, currency, country: "DE" }), customer.id);
    const { orderId } = await buyPlan({ customer, priceId: price.id, currency, gateway: "stripe", shown, consent: true, ip });
    const charge = () => db.transaction.findFirstOrThrow({ where: { orderId, kind: { not: "REFUND" } } });
    return { orderId, price, customer, charge, session: (await charge()).gatewayReference! };
  }

  /** Ordered and paid at Stripe; nobody has returned and no event has come. */
  async function pay(options: Parameters<typeof aPlan>[0] = {}) {
    const ordered = await order(options);
    server.world.pay(ordered.session, "4242424242424242");
    const intent = server.world.get(server.world.get(ordered.session).payment_intent);
    return { ...ordered, intent };
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

  return { db, order, pay, deliver, confirmReturn, refundPayment, chargeRenewals };
}
