import { expect, it, vi } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { useDatabase } from "#tests/support/database.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();

/** A viewer whose card is saved at Stripe, and renewed with. */
async function subscribed() {
  const house = await stripeHouse(stripe());
  const { customer, orderId, session } = await house.order();
  stripe().world.pay(session, "4242424242424242");
  await house.confirmReturn({ orderId });
  const method = () => house.db.paymentMethod.findFirstOrThrow({ where: { customerId: customer.id }, orderBy: { createdAt: "asc" } });
  return { ...house, customer, orderId, method };
}

/** An event about a saved method, under each name that Stripe has for it: of cards saved long ago it speaks as sources. */
const named = (event: ReturnType<ReturnType<typeof stripe>["webhook"]>, type: string) =>
  stripe().webhook({ ...JSON.parse(event.body), id: `evt_${newId()}`, type });

it.each(["payment_method.automatically_updated", "payment_method.updated", "customer.source.updated"])(
  "follows a card that the bank has replaced, and keeps its fingerprint: %s",
  async (type) => {
    const { method, deliver } = await subscribed();
    const { reference } = await method();
    expect(await method()).toMatchObject({ last4: "4242", expMonth: 12, expYear: 2034, fingerprint: "fp_4242424242424242" });
    stripe().world.replaceCard(reference, { last4: "1881", exp_month: 3, exp_year: 2039 });
    expect(await deliver(named(stripe().webhook(reference, "payment_method.automatically_updated"), type))).toBe(200);
    expect(await method()).toMatchObject({ last4: "1881", expMonth: 3, expYear: 2039, isDefault: true, detachedAt: null });
  },
);

it("says which wallet a card was in, of the saved one, too, and whether a network's token stood in for its number", async () => {
  const { order, confirmReturn, db } = await stripeHouse(stripe());
  const { orderId, session, charge, customer } = await order();
  const { world } = stripe();
  world.pay(session, "4242424242424242");
  const { card } = world.get(world.get(world.get(session).payment_intent).latest_charge).payment_method_details as { card: object };
  Object.assign(card, { wallet: { type: "apple_pay", apple_pay: {}, dynamic_last4: "1881" }, network_token: { used: true } });
  await confirmReturn({ orderId });
  expect(await charge()).toMatchObject({ brand: "visa", wallet: "apple_pay", networkToken: true });
  expect(await db.paymentMethod.findMany({ where: { customerId: customer.id } })).toMatchObject([{ wallet: "apple_pay" }]);
});

it("charges a replaced card at once for what is overdue", async () => {
  const { db, customer, method, deliver } = await subscribed();
  const { reference } = await method();
  const subscription = await db.subscription.findFirstOrThrow({ where: { customerId: customer.id } });
  await db.subscription.update({ where: { id: subscription.id }, data: { status: "PAST_DUE" } });
  const [paid] = await db.invoice.findMany({ where: { customerId: customer.id } });
  const { id: _id, number: _number, series: _series, sequence: _sequence, ...rest } = paid;
  const open = { ...rest, seller: rest.seller!, buyer: rest.buyer!, id: newId(), cycle: 1, orderId: null, status: "OPEN" as const };
  await db.invoice.create({
    data: { ...open, number: "X-1", series: "X-", sequence: 1, issuedAt: new Date(), paidAt: null, nextAttemptAt: null },
  });
  stripe().world.replaceCard(reference, { last4: "4242", exp_month: 12, exp_year: 2034 });
  await deliver(stripe().webhook(reference, "payment_method.automatically_updated"));
  expect(await db.invoice.findFirst({ where: { id: open.id } })).toMatchObject({ nextAttemptAt: null });
  stripe().world.replaceCard(reference, { last4: "4242", exp_month: 12, exp_year: 2039 });
  await deliver(stripe().webhook(reference, "payment_method.automatically_updated"));
  expect(await db.invoice.findFirst({ where: { id: open.id } })).toMatchObject({ nextAttemptAt: expect.any(Date) });
});

it.each(["payment_method.detached", "customer.source.deleted"])(
  "takes a method out of use that was detached at Stripe; one that is gone too: %s",
  async (type) => {
    const { db, customer, method, deliver } = await subscribed();
    const { id, reference } = await method();
    const other = await db.paymentMethod.create({
      data: { customerId: customer.id, gateway: "sandbox", reference: newId(), kind: "card", createdAt: new Date() },
    });
    stripe().world.detach(reference);
    await deliver(named(stripe().webhook(reference, "payment_method.detached"), type));
    expect(await method()).toMatchObject({ isDefault: false, detachedAt: expect.any(Date) });
    expect(await db.paymentMethod.findUnique({ where: { id: other.id } })).toMatchObject({ isDefault: true });
    expect(await db.subscription.findFirst({ where: { customerId: customer.id } })).toMatchObject({ paymentMethodId: other.id });
    await db.paymentMethod.update({ where: { id }, data: { detachedAt: null } });
    const event = stripe().webhook(reference, "payment_method.detached");
    stripe().world.objects.delete(reference);
    await deliver(named(event, type));
    expect(await method()).toMatchObject({ detachedAt: expect.any(Date) });
  },
);

it("keeps an event whose question Stripe does not answer, and asks again", async () => {
  const { db, method, deliver } = await subscribed();
  const { reference } = await method();
  stripe().world.replaceCard(reference, { last4: "1881", exp_month: 3, exp_year: 2039 });
  stripe().troubles.push(500, 500);
  await deliver(stripe().webhook(reference, "payment_method.automatically_updated"));
  expect(await method()).toMatchObject({ last4: "4242" });
  const { runClock } = await import("#lib/kernel/clock.ts");
  const { handleStoredEvents } = await import("#lib/billing/asking/handle-payment-event.ts");
  runClock(5 * 60_000);
  await handleStoredEvents();
  runClock();
  expect(await method()).toMatchObject({ last4: "1881" });
  expect(
    await db.inboundEvent.findFirst({ where: { type: "payment_method.automatically_updated" }, orderBy: { receivedAt: "desc" } }),
  ).toMatchObject({
    error: null,
    handledAt: expect.any(Date),
  });
});

it("tells Stripe a changed name and address, and again when there was no answer", async () => {
  const { db, customer, method } = await subscribed();
  const { transaction } = await import("#lib/db/transaction.ts");
  const { updateProfile } = await import("#lib/customers/save-profile.ts");
  const { tellGateways } = await import("#lib/billing/renewing/tell-gateways.ts");
  const { now, runClock } = await import("#lib/kernel/clock.ts");
  const { customerReference } = await method();
  const atStripe = () => stripe().world.get(customerReference!);
  const isDue = async () => (await db.customer.findUniqueOrThrow({ where: { id: customer.id } })).payerDueAt !== null;
  await transaction((tx) => updateProfile(tx, customer, { phone: "+4915112345678" }));
  expect(await isDue()).toBe(false);
  await transaction((tx) => updateProfile(tx, customer, { name: "Vera Neumann" }));
  const email = `new-${newId()}@example.com`;
  await db.customer.update({ where: { id: customer.id }, data: { email, updatedAt: now() } });
  stripe().troubles.push(500, 500);
  await tellGateways();
  expect(await isDue()).toBe(true);
  expect(atStripe()).toMatchObject({ email: customer.email });
  runClock(5 * 60_000);
  await tellGateways();
  runClock();
  expect(atStripe()).toMatchObject({ email, name: "Vera Neumann" });
  expect(await isDue()).toBe(false);
  expect(stripe().faults).toEqual([]);
});

it("tells Stripe again whoever has changed while they were told of", async () => {
  const { db, customer, method } = await subscribed();
  const { gateway } = await import("#lib/payments/registry.ts");
  const { tellGateways } = await import("#lib/billing/renewing/tell-gateways.ts");
  const { customerReference } = await method();
  const rename = (name: string) => db.customer.update({ where: { id: customer.id }, data: { name, updatedAt: new Date() } });
  const plugin = gateway("stripe")!;
  const { updatePayer } = plugin;
  vi.spyOn(plugin, "updatePayer").mockImplementationOnce(async (payer) => {
    await updatePayer?.(payer);
    await rename("Vera Neumann");
  });
  await rename("Vera Alt");
  await tellGateways();
  expect(stripe().world.get(customerReference!)).toMatchObject({ name: "Vera Alt" });
  await tellGateways();
  expect(stripe().world.get(customerReference!)).toMatchObject({ name: "Vera Neumann" });
});

it("lets Stripe forget a card that its viewer takes away, but not one that is being charged, and asks again where there was no answer", async () => {
  const { db, customer, method, chargeRenewals } = await subscribed();
  const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
  const { forgetMethods } = await import("#lib/billing/renewing/forget-methods.ts");
  const { detachMethods } = await import("#lib/payments/use-method.ts");
  const { transaction } = await import("#lib/db/transaction.ts");
  const { runClock } = await import("#lib/kernel/clock.ts");
  const { id, reference } = await method();
  const atStripe = () => stripe().world.get(reference).customer;
  await forgetMethods();
  stripe().troubles.push(...Array(50).fill("lost before"));
  await chargeRenewals();
  stripe().troubles.splice(0);
  await transaction((tx) => detachMethods(tx, [id]));
  expect([await forgetMethods(), atStripe()]).toEqual([0, expect.any(String)]);
  runClock(32 * 86_400_000 + 5 * 60_000);
  await reconcilePayments();
  expect(await db.transaction.findFirst({ where: { customerId: customer.id, attempt: 1, paymentMethodId: id } })).toMatchObject({
    status: "SUCCEEDED",
  });
  stripe().troubles.push(500, 500);
  expect([await forgetMethods(), atStripe()]).toEqual([0, expect.any(String)]);
  expect(await forgetMethods()).toBe(0);
  runClock(32 * 86_400_000 + 70 * 60_000);
  expect([await forgetMethods(), atStripe()]).toEqual([1, null]);
  expect(await method()).toMatchObject({ forgetAt: null, detachedAt: expect.any(Date) });
  runClock();
});
