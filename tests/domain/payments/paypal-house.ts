import { afterAll, beforeAll, vi } from "vitest";
import { type PayPalServer, startPayPalServer } from "#tests/support/paypal-server.ts";

/** PayPal's stand-in for the tests of one file, with our keys for it in the environment. */
export function usePayPal(): () => PayPalServer {
  let server: PayPalServer;
  beforeAll(async () => {
    server = await startPayPalServer();
    vi.stubEnv("PAYPAL_CLIENT_ID", server.keys.clientId);
    vi.stubEnv("PAYPAL_CLIENT_SECRET", server.keys.clientSecret);
    vi.stubEnv("PAYPAL_WEBHOOK_ID", server.keys.webhookId);
    vi.stubEnv("PAYPAL_API_BASE", server.url);
    // What is imported the first time takes long on a busy machine, which is no part of any test.
    await payPalHouse(server);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server.close();
  });
  return () => server;
}

/** Loaded after the keys are set: the environment is read once. */
export async function payPalHouse(server: PayPalServer) {
  const { db } = await import("#lib/db/client.ts");
  const { confirmReturn } = await import("#lib/billing/asking/confirm-return.ts");
  const { receivePaymentWebhook } = await import("#lib/billing/asking/receive-payment-webhook.ts");
  const { handleEvent } = await import("#lib/billing/asking/handle-payment-event.ts");
  const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
  const { runRenewals } = await import("#lib/billing/renewing/run-renewals.ts");
  const { now, runClock, stopClockAt } = await import("#lib/kernel/clock.ts");
  const { aPlan, aViewer, order } = await import("#tests/support/shop.ts");

  /** Bought with this account, up to our return page. */
  async function bought(account: string) {
    const customer = await aViewer();
    const { orderId } = await order(customer, (await aPlan()).price, { gateway: "paypal" });
    const charge = () => db.transaction.findFirstOrThrow({ where: { orderId, kind: "CHARGE" } });
    const { id, gatewayReference } = await charge();
    server.world.approve(gatewayReference!, account);
    await confirmReturn({ orderId });
    const subscription = () => db.subscription.findFirstOrThrow({ where: { customerId: customer.id }, include: { paymentMethod: true } });
    return { customer, orderId, charge, id, reference: gatewayReference!, subscription };
  }

  /** An event of PayPal's arrives: the newest about this, or this. */
  async function deliver(about: Parameters<PayPalServer["webhook"]>[0]) {
    const { status, eventId } = await receivePaymentWebhook("paypal", server.webhook(about, { time: now().toISOString() }));
    return { status, handled: eventId !== null && (await handleEvent(eventId)) };
  }

  return { db, bought, deliver, confirmReturn, reconcilePayments, runRenewals, now, runClock, stopClockAt, aViewer };
}
