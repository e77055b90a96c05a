import { beforeAll, expect, it } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();
const SHORT = "4000000000009995";

beforeAll(async () => {
  process.env.STRIPE_PUBLISHABLE_KEY = "pk_test_stand_in";
  const { setGateway } = await import("#lib/payments/set-gateway.ts");
  await setGateway({ gateway: "stripe", settings: { place: "here" } }, { kind: "SYSTEM", name: "test" });
});

async function atTheForm(options: { trialDays?: number } = {}) {
  const house = await stripeHouse(stripe());
  const { paymentForm } = await import("#lib/billing/asking/payment-form.ts");
  const ordered = await house.order(options, "192.0.2.45");
  const type = async (card: string) => {
    const before = stripe().world.events.length;
    stripe().world.pay(ordered.session, card);
    for (const event of stripe().world.events.slice(before)) await house.deliver(stripe().webhook(event));
  };
  return { ...house, ...ordered, type, form: async () => (await paymentForm((await ordered.charge()).id, () => true, "en"))!.needs };
}

it.each([{}, { trialDays: 7 }])("an order is paid in the form, or its card saved, and ends as on the page: %j", async (options) => {
  const { form, charge, type, confirmReturn, orderId, db, customer } = await atTheForm(options);
  expect(await charge()).toMatchObject({ actionUrl: expect.stringContaining("/checkout/pay/") });
  expect(await form()).toMatchObject({ key: "pk_test_stand_in", secret: expect.stringContaining("_secret_") });
  await type("4242424242424242");
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid" });
  expect(await form()).toBeNull();
  expect(await db.paymentMethod.count({ where: { customerId: customer.id, gateway: "stripe" } })).toBe(1);
});

it("cards that are declined in the form count like those on the page, and at twenty an hour it is closed", async () => {
  const { form, charge, type, session, customer, db } = await atTheForm();
  for (let card = 0; card < 19; card += 1) await type(SHORT);
  expect(await db.paymentTry.findUnique({ where: { key: `account:${customer.id}` } })).toMatchObject({ declines: 19 });
  expect(await form()).not.toBeNull();
  await type(SHORT);
  expect(await charge()).toMatchObject({ status: "CANCELED", failureReason: "too_many_declines" });
  expect(await form()).toBeNull();
  await (await import("#lib/billing/asking/reconcile-payments.ts")).reconcilePayments();
  expect(stripe().world.get(session).status).toBe("expired");
});

it("saving another method, which a link may lead to, stays on Stripe's page", async () => {
  const { db, customer } = await atTheForm();
  const { addMethod } = await import("#lib/billing/buying/add-method.ts");
  const url = await addMethod({
    customer: (tx) => tx.customer.findUniqueOrThrow({ where: { id: customer.id } }),
    gateway: "stripe",
    source: "link",
    ip: null,
  });
  expect(url).toContain("/c/pay/");
  expect(await db.transaction.findFirst({ where: { customerId: customer.id, kind: "SETUP" } })).toMatchObject({ actionUrl: url });
});

it("asks the gateway for no more looks than a viewer has, and leaves a payment that did not open to the return page", async () => {
  const { form, charge, db } = await atTheForm();
  const asked = () => stripe().seen.filter(({ method }) => method === "GET").length;
  const before = asked();
  const shown = await Promise.all(Array.from({ length: 35 }, form));
  expect(shown.filter(Boolean)).toHaveLength(30);
  expect(asked() - before).toBe(30);
  await db.transaction.update({ where: { id: (await charge()).id }, data: { actionUrl: null } });
  stripe().seen.length = 0;
  expect(await form()).toBeNull();
  expect(stripe().seen).toEqual([]);
});

it("is Stripe's page, and says so by Test, while the key of the form is missing", async () => {
  const { testGateway } = await import("#lib/payments/test-gateway.ts");
  await testGateway({ gateway: "stripe" });
  delete process.env.STRIPE_PUBLISHABLE_KEY;
  await expect(testGateway({ gateway: "stripe" })).rejects.toMatchObject({ code: "setting_needs_key", status: 409 });
  const { charge, form } = await atTheForm();
  expect(await charge()).toMatchObject({ actionUrl: expect.stringContaining("/c/pay/") });
  expect(await form()).toBeNull();
  process.env.STRIPE_PUBLISHABLE_KEY = "pk_test_stand_in";
});
