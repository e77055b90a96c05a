import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CARD } from "#tests/contracts/gateway-contract.ts";
import { useDatabase } from "#tests/support/database.ts";
import { startMollieServer } from "#tests/support/mollie-server.ts";
import { startPayPalServer } from "#tests/support/paypal-server.ts";
import { startStripeServer } from "#tests/support/stripe-server.ts";

useDatabase();

let vendors: Awaited<ReturnType<typeof start>>;
async function start() {
  const [stripe, mollie, paypal] = await Promise.all([startStripeServer(), startMollieServer(), startPayPalServer()]);
  return { stripe, mollie, paypal };
}
beforeAll(async () => {
  vendors = await start();
  const { stripe, mollie, paypal } = vendors;
  vi.stubEnv("STRIPE_SECRET_KEY", stripe.secretKey);
  vi.stubEnv("STRIPE_WEBHOOK_SECRET", stripe.webhookSecret);
  vi.stubEnv("STRIPE_API_BASE", stripe.url);
  vi.stubEnv("MOLLIE_API_KEY", mollie.apiKey);
  vi.stubEnv("MOLLIE_API_BASE", mollie.url);
  vi.stubEnv("PAYPAL_CLIENT_ID", paypal.keys.clientId);
  vi.stubEnv("PAYPAL_CLIENT_SECRET", paypal.keys.clientSecret);
  vi.stubEnv("PAYPAL_WEBHOOK_ID", paypal.keys.webhookId);
  vi.stubEnv("PAYPAL_API_BASE", paypal.url);
  await house();
}, 60_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all(Object.values(vendors).map((vendor) => vendor.close()));
});

const GATEWAYS = ["stripe", "mollie", "paypal"] as const;
type Id = (typeof GATEWAYS)[number];

/** Loaded after the keys are set: the environment is read once. */
async function house() {
  const { db } = await import("#lib/db/client.ts");
  const { confirmReturn } = await import("#lib/billing/asking/confirm-return.ts");
  const { receivePaymentWebhook } = await import("#lib/billing/asking/receive-payment-webhook.ts");
  const { handleEvent } = await import("#lib/billing/asking/handle-payment-event.ts");
  const { returnedTo } = await import("#lib/web/checkout/return-page.ts");
  const { aPlan, aViewer, order } = await import("#tests/support/shop.ts");
  return { db, confirmReturn, receivePaymentWebhook, handleEvent, returnedTo, aPlan, aViewer, order };
}

/** An order at the vendor's page, which nobody has paid on yet. */
async function atThePage(gateway: Id, amount: bigint) {
  const { db, aPlan, aViewer, order } = await house();
  const viewer = await aViewer();
  const { orderId } = await order(viewer, (await aPlan({ amount })).price, { gateway });
  const payment = () => db.transaction.findFirstOrThrow({ where: { orderId } });
  const { id, gatewayReference } = await payment();
  return { viewer, orderId, payment, id, reference: gatewayReference! };
}

function payAt(gateway: Id, reference: string): void {
  if (gateway === "stripe") vendors.stripe.world.pay(reference, CARD.ok);
  else if (gateway === "mollie") vendors.mollie.world.pay(reference, CARD.ok);
  else vendors.paypal.world.approve(reference, CARD.ok);
}

describe.each(GATEWAYS)("%s", (gateway) => {
  it("a cheap order that is paid pays no dear one, whatever its return's address or an event says of it", async () => {
    const { confirmReturn, receivePaymentWebhook, handleEvent, db } = await house();
    const [cheap, dear] = [await atThePage(gateway, 100n), await atThePage(gateway, 10_000n)];
    payAt(gateway, cheap.reference);
    const said = {
      session_id: cheap.reference,
      token: cheap.reference,
      id: cheap.reference,
      PayerID: "X",
      status: "paid",
      redirect_status: "succeeded",
    };
    for (const query of [said, { order: cheap.orderId, ...said }, { transaction: cheap.id, ...said }])
      expect(await confirmReturn({ orderId: dear.orderId }, dear.viewer, new URLSearchParams(query).toString())).toMatchObject({
        status: "needs_action",
      });
    if (gateway === "mollie") {
      const { query } = vendors.mollie.webhook(dear.reference);
      const { eventId } = await receivePaymentWebhook("mollie", { ...vendors.mollie.webhook(cheap.reference), query });
      await handleEvent(eventId!);
    }
    expect(await dear.payment()).toMatchObject({ status: "NEEDS_ACTION" });
    expect(await confirmReturn({ orderId: cheap.orderId }, cheap.viewer)).toMatchObject({ status: "paid" });
    expect(await confirmReturn({ orderId: dear.orderId }, dear.viewer)).toMatchObject({ status: "needs_action" });
    expect(await db.order.findUnique({ where: { id: dear.orderId } })).toMatchObject({ status: "OPEN" });
  });

  it("an order of an account whose order was written over with another's reference is not paid by it", async () => {
    const { confirmReturn, db } = await house();
    const [cheap, dear] = [await atThePage(gateway, 100n), await atThePage(gateway, 10_000n)];
    payAt(gateway, cheap.reference);
    // As a fault of ours, or somebody with a hand in the database, would have it.
    await db.$executeRaw`UPDATE "Transaction" SET "gatewayReference" = NULL WHERE "id" = ${cheap.id}::uuid`;
    await db.$executeRaw`UPDATE "Transaction" SET "gatewayReference" = ${cheap.reference} WHERE "id" = ${dear.id}::uuid`;
    expect((await confirmReturn({ orderId: dear.orderId }, dear.viewer))?.status).toBe("unknown");
    expect(await db.order.findUnique({ where: { id: dear.orderId } })).toMatchObject({ status: "OPEN" });
  });

  it("is settled once for whoever returns, and tells a stranger and another viewer nothing of it", async () => {
    const { returnedTo, db } = await house();
    const { viewer, orderId, id, reference } = await atThePage(gateway, 1000n);
    const other = await atThePage(gateway, 1000n);
    expect(await returnedTo({ orderId }, other.viewer, false)).toBeNull();
    payAt(gateway, reference);
    for (const _ of [1, 2, 3]) expect(await returnedTo({ orderId }, null, false)).toMatchObject({ outcome: "paid", purchase: null });
    expect(await returnedTo({ orderId }, other.viewer, false)).toBeNull();
    expect(await returnedTo({ orderId }, viewer, false)).toMatchObject({ outcome: "paid", purchase: { id } });
    expect(await db.domainEvent.count({ where: { transactionId: id, type: "SUCCEEDED" } })).toBe(1);
  });

  it("is returned to as what it is, and asked about thirty times a minute", async () => {
    const { confirmReturn } = await house();
    const { orderId, id } = await atThePage(gateway, 1000n);
    const asked = () => vendors[gateway].seen.length;
    for (const by of [{ setupId: id }, { topUpId: id }, { invoiceId: id }, { orderId: id }, { setupId: orderId }])
      expect(await confirmReturn(by)).toBeNull();
    for (let look = 0; look < 30; look += 1) await confirmReturn({ orderId });
    const before = asked();
    expect(await confirmReturn({ orderId })).toMatchObject({ status: "needs_action", url: expect.stringContaining("http") });
    expect(asked()).toBe(before);
  });
});

it("an event that another shop's secret has signed is not read", async () => {
  const { receivePaymentWebhook, db } = await house();
  const { reference } = await atThePage("stripe", 1000n);
  payAt("stripe", reference);
  const genuine = vendors.stripe.webhook(reference);
  const before = await db.inboundEvent.count();
  const forged = { ...genuine, body: genuine.body.replace(reference, "cs_test_other") };
  expect(await receivePaymentWebhook("stripe", forged)).toEqual({ status: 400, eventId: null });
  expect(await db.inboundEvent.count()).toBe(before);
});
