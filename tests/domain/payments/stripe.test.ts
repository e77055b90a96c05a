import { expect, it } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();

it("settles once, whether the viewer returns, Stripe reports, or both", async () => {
  const { db, order, deliver, confirmReturn } = await stripeHouse(stripe());
  const { orderId, charge, session } = await order();
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "needs_action" });
  stripe().world.pay(session, "4242424242424242");
  const events = stripe().world.events.map((event) => stripe().webhook(event));
  const [answers] = await Promise.all([Promise.all([...events, ...events].map(deliver)), confirmReturn({ orderId })]);
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(await charge()).toMatchObject({ status: "SUCCEEDED", gatewayReference: session, brand: "visa", last4: "4242", fee: 39n });
  expect(await db.subscription.count({ where: { status: "ACTIVE" } })).toBe(1);
  expect(await db.invoice.count({ where: { status: "PAID" } })).toBe(1);
  expect(await db.paymentMethod.findFirst()).toMatchObject({ gateway: "stripe", customerReference: expect.stringMatching(/^cus_/) });
});

it("saves a card for a trial without taking money", async () => {
  const { order, deliver } = await stripeHouse(stripe());
  const { charge, session } = await order({ trialDays: 7 });
  stripe().world.pay(session, "4242424242424242");
  expect(await deliver(stripe().webhook(session))).toBe(200);
  expect(await charge()).toMatchObject({ kind: "SETUP", status: "SUCCEEDED", last4: "4242" });
});

it("renews off session, and sends the viewer to the bank where it asks", async () => {
  const { db, order, confirmReturn, chargeRenewals } = await stripeHouse(stripe());
  const { orderId, customer, session } = await order();
  stripe().world.pay(session, "4000002500003155");
  await confirmReturn({ orderId });
  await chargeRenewals();
  const renewal = () => db.transaction.findFirstOrThrow({ where: { customerId: customer.id, orderId: null } });
  expect(await renewal()).toMatchObject({ status: "NEEDS_ACTION", actionUrl: expect.stringContaining("/authenticate/pi_") });
  const { invoiceId, gatewayReference } = await renewal();
  stripe().world.authenticate(gatewayReference!, true);
  expect(await confirmReturn({ invoiceId: invoiceId! })).toMatchObject({ status: "paid" });
  expect(await renewal()).toMatchObject({ status: "SUCCEEDED", last4: "3155", fee: 39n });
});

it("refunds through Stripe, in a currency without decimals too", async () => {
  const { db, order, confirmReturn, refundPayment } = await stripeHouse(stripe());
  const { orderId, charge, session } = await order({ currency: "JPY", amount: 1200n });
  stripe().world.pay(session, "4242424242424242");
  await confirmReturn({ orderId });
  const { id, amount } = await charge();
  expect(amount).toBe(1200n);
  const refundId = await refundPayment({ transactionId: id, amount: 200n, reason: "Too slow" }, { kind: "SYSTEM", name: "test" });
  expect(await db.transaction.findUniqueOrThrow({ where: { id: refundId } })).toMatchObject({ status: "SUCCEEDED", amount: 200n });
  expect(stripe().world.list("refund")[0]).toMatchObject({
    amount: 200,
    currency: "jpy",
    reason: "requested_by_customer",
    metadata: { reason: "Too slow" },
  });
});

it("is not offered for an amount that it cannot take, which is refused where a price is made", async () => {
  const { db, order } = await stripeHouse(stripe());
  const { SYSTEM } = await import("#lib/audit/audit.ts");
  const { savePayablePrice } = await import("#lib/billing/buying/save-payable-price.ts");
  await expect(order({ currency: "KWD", amount: 4_999n })).rejects.toMatchObject({ code: "gateway_unavailable", field: "gateway" });
  const { price } = await order({ currency: "KWD", amount: 4_990n });
  const monthly = { planId: price.planId, interval: "MONTH", intervalCount: 1, trialDays: 0, billingDay: null, taxIncluded: true } as const;
  const save = (amount: bigint, setupFee = 0n) => {
    const amounts = { EUR: { amount: 999n, setupFee: 1n }, KWD: { amount, setupFee } };
    return savePayablePrice({ ...monthly, amounts }, SYSTEM);
  };
  await expect(save(4_990n)).resolves.toMatchObject({ replaced: false });
  await expect(save(4_999n)).rejects.toMatchObject({ code: "amount_not_payable", field: "amounts.KWD.amount" });
  await expect(save(4_990n, 5n)).rejects.toMatchObject({ field: "amounts.KWD.setupFee" });
  expect(await db.price.count({ where: { planId: price.planId } })).toBe(2);
});

it("closes the page of an order that was left", async () => {
  const { db, order } = await stripeHouse(stripe());
  const { abandonOrder } = await import("#lib/billing/ending/abandon-orders.ts");
  const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
  const { transaction } = await import("#lib/db/transaction.ts");
  const { orderId, session } = await order();
  await transaction((tx) => abandonOrder(tx, orderId, "worker"));
  await reconcilePayments();
  expect(stripe().world.get(session)).toMatchObject({ status: "expired" });
  expect(await db.transaction.findFirst({ where: { orderId } })).toMatchObject({ status: "CANCELED", reconcileAt: null });
});
