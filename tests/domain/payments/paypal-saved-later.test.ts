import { afterEach, expect, it } from "vitest";
import { CARD } from "#tests/contracts/gateway-contract.ts";
import { useDatabase } from "#tests/support/database.ts";
import { payPalHouse, usePayPal } from "./paypal-house.ts";

useDatabase();
const paypal = usePayPal();
const SAVED_LATER = "4000000000000259";
const HOUR_MS = 3_600_000;

afterEach(async () => (await payPalHouse(paypal())).runClock());

async function paid() {
  const house = await payPalHouse(paypal());
  const { db, now, stopClockAt, reconcilePayments } = house;
  const sold = await house.bought(SAVED_LATER);
  const methods = () => db.paymentMethod.findMany({ where: { customerId: sold.customer.id }, orderBy: { createdAt: "asc" } });
  /** Looks for so long as a worker does. */
  async function wait(hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour += 1) {
      stopClockAt(new Date(now().getTime() + HOUR_MS));
      await reconcilePayments();
    }
  }
  const created = () =>
    paypal().world.events.findLast(
      ({ event_type, resource }) => event_type === "VAULT.PAYMENT-TOKEN.CREATED" && resource.metadata?.order_id === sold.reference,
    )!;
  return { ...house, ...sold, methods, wait, created };
}

it("counts no account as saved that is only agreed to, and takes it when its event names it: the plan renews with it", async () => {
  const { charge, subscription, methods, created, deliver, runClock, runRenewals, reference, db, customer } = await paid();
  expect(await charge()).toMatchObject({ status: "SUCCEEDED", paymentMethodId: null, reconcileAt: expect.any(Date) });
  expect(await subscription()).toMatchObject({ status: "ACTIVE", paymentMethodId: null });
  expect(await methods()).toEqual([]);
  const { id } = paypal().world.saveAfter(reference);
  for (const _ of [1, 2]) expect(await deliver(created())).toMatchObject({ status: 200 });
  const [method] = await methods();
  expect(await methods()).toMatchObject([{ reference: id, kind: "wallet", brand: "paypal", isDefault: true }]);
  expect(await charge()).toMatchObject({ paymentMethodId: method.id });
  expect(await subscription()).toMatchObject({ paymentMethodId: method.id });
  runClock(32 * 24 * HOUR_MS);
  await runRenewals();
  expect(await db.transaction.findMany({ where: { customerId: customer.id }, orderBy: { number: "asc" } })).toMatchObject([
    { status: "SUCCEEDED" },
    { status: "SUCCEEDED", paymentMethodId: method.id },
  ]);
});

it.each(["token", "customer"] as const)("finds it without an event, where the order tells its %s by then", async (tells) => {
  const { charge, subscription, methods, wait, reference } = await paid();
  await wait(3);
  expect(await methods()).toEqual([]);
  const { id } = paypal().world.saveAfter(reference, tells);
  await wait(7);
  expect(await methods()).toMatchObject([{ reference: id, isDefault: true }]);
  expect((await subscription()).paymentMethod).toMatchObject({ reference: id });
  expect(await charge()).toMatchObject({ reconcileAt: null });
});

it("looks for one that is never saved ever more seldom, and no more after three days; an event that comes then is believed", async () => {
  const { charge, methods, wait, reference, deliver, created } = await paid();
  await wait(3 * 24 + 7);
  const { reconcileAt, reconcileAttempts } = await charge();
  expect(reconcileAt).toBeNull();
  expect(reconcileAttempts).toBeLessThan(25);
  paypal().world.saveAfter(reference);
  await deliver(created());
  expect(await methods()).toHaveLength(1);
});

it("waits with the event as long as PayPal does not answer about the account", async () => {
  const { methods, reference, deliver, created } = await paid();
  paypal().world.saveAfter(reference);
  paypal().troubles.push("none", "none", 500, 500);
  expect(await deliver(created())).toEqual({ status: 200, handled: false });
  expect(await methods()).toEqual([]);
});

it("takes no account but the payer's, whatever the event of an order names", async () => {
  const { methods, deliver, created, reference } = await paid();
  const other = await (await payPalHouse(paypal())).bought(CARD.ok);
  const { paymentMethod } = await other.subscription();
  paypal().world.saveAfter(reference);
  const event = created();
  await deliver({ ...event, id: "WH-forged", resource: { ...event.resource, id: paymentMethod?.reference } });
  expect(await methods()).toEqual([]);
});

it("leaves what the viewer has saved since their default", async () => {
  const { db, methods, deliver, created, reference, customer, stopClockAt, now } = await paid();
  stopClockAt(new Date(now().getTime() + HOUR_MS));
  const { saveMethod } = await import("#lib/payments/save-method.ts");
  const { transaction } = await import("#lib/db/transaction.ts");
  const { Prisma } = await import("#lib/db/generated/client.ts");
  await transaction((tx) => saveMethod(tx, customer.id, "sandbox", { reference: "since", kind: "card" }, Prisma.sql`false`));
  paypal().world.saveAfter(reference);
  await deliver(created());
  expect(await methods()).toHaveLength(2);
  const defaults = await db.paymentMethod.findMany({ where: { customerId: customer.id, isDefault: true } });
  expect(defaults).toMatchObject([{ reference: "since" }]);
});

it("asks PayPal nothing that it does not know", () => {
  expect([...new Set(paypal().faults)]).toEqual([]);
});
