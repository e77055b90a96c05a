import { expect, it, vi } from "vitest";
import { log } from "#lib/kernel/log.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { refund } from "#tests/support/stripe-server/afterwards.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();
const OPERATOR = { kind: "OPERATOR" as const, name: "Olga" };

/** A renewal that Stripe charged; both answers were lost (the SDK tries twice). */
async function renewedUnheard() {
  const house = await stripeHouse(stripe());
  const { orderId, customer, session } = await house.order();
  stripe().world.pay(session, "4242424242424242");
  await house.confirmReturn({ orderId });
  stripe().troubles.push("lost after", "lost after");
  await house.chargeRenewals();
  const renewal = () => house.db.transaction.findFirstOrThrow({ where: { customerId: customer.id, orderId: null, kind: "CHARGE" } });
  const intent = stripe().world.list("payment_intent")[0];
  expect(await renewal()).toMatchObject({ status: "UNKNOWN", gatewayReference: null });
  return { ...house, renewal, intent };
}

it("an event settles the charge it announces, whose own answer was lost", async () => {
  const { renewal, intent, deliver } = await renewedUnheard();
  await deliver(stripe().webhook(intent.id, "payment_intent.succeeded"));
  expect(await renewal()).toMatchObject({ status: "SUCCEEDED", gatewayReference: intent.id, reconcileAt: null });
  await expectBooksAgree();
});

it("an event that names another's payment settles nothing, and no payment is taken for two", async () => {
  const { db, renewal, intent, pay, confirmReturn, deliver } = await renewedUnheard();
  const paid = await pay();
  await confirmReturn({ orderId: paid.orderId });
  await db.subscription.updateMany({ where: { customerId: paid.customer.id }, data: { renewsAt: null } }); // no other test's affair
  const { id } = await renewal();
  await deliver(
    stripe().webhook({
      ...stripe().world.events.at(-1)!,
      id: "evt_mixed_up",
      type: "payment_intent.succeeded",
      data: { object: { ...paid.intent, metadata: { transactionId: id } } },
    }),
  );
  expect(await renewal()).toMatchObject({ status: "UNKNOWN", gatewayReference: null });
  const event = await db.inboundEvent.findFirstOrThrow({ where: { externalId: "evt_mixed_up" } });
  expect(event).toMatchObject({ handledAt: null, error: expect.stringContaining("belongs to transaction") });
  await expect(db.transaction.update({ where: { id }, data: { paymentReference: paid.intent.id } })).rejects.toMatchObject({
    code: "P2002",
  });
  await deliver(stripe().webhook(intent.id, "payment_intent.succeeded"));
  expect(await renewal()).toMatchObject({ status: "SUCCEEDED", gatewayReference: intent.id });
  await expectBooksAgree();
});

it("an event without an answer moves no look further away, however often it comes and is replayed", async () => {
  const { db, renewal, intent, deliver } = await renewedUnheard();
  const { replayEvent } = await import("#lib/billing/asking/replay-event.ts");
  const before = await renewal();
  for (let times = 0; times < 4; times += 1) {
    stripe().troubles.push(500, 500);
    await deliver(stripe().webhook({ ...stripe().world.events.at(-1)!, id: `evt_${intent.id}_${times}` }));
  }
  expect(await renewal()).toMatchObject({
    status: "UNKNOWN",
    reconcileAt: before.reconcileAt,
    reconcileAttempts: before.reconcileAttempts,
  });
  const { id } = await db.inboundEvent.findFirstOrThrow({ where: { externalId: `evt_${intent.id}_0` } });
  expect(await replayEvent({ id }, OPERATOR)).toBe(true);
  expect(await renewal()).toMatchObject({ status: "SUCCEEDED" });
});

it("a viewer who looks again and again moves no look further away", async () => {
  const { order, confirmReturn } = await stripeHouse(stripe());
  const { orderId, charge } = await order();
  const before = await charge();
  for (let times = 0; times < 5; times += 1) await confirmReturn({ orderId });
  expect(await charge()).toMatchObject({ reconcileAt: before.reconcileAt, reconcileAttempts: 0 });
});

it("an event that comes before our own answer settles at once, without an error", async () => {
  const errors = vi.spyOn(log, "error");
  const house = await stripeHouse(stripe());
  const { gateway } = await import("#lib/payments/registry.ts");
  const { orderId, customer, session } = await house.order();
  stripe().world.pay(session, "4242424242424242");
  await house.confirmReturn({ orderId });
  const plugin = gateway("stripe")!;
  const { chargeSaved } = plugin;
  const renewal = () => house.db.transaction.findFirstOrThrow({ where: { customerId: customer.id, orderId: null, kind: "CHARGE" } });
  vi.spyOn(plugin, "chargeSaved").mockImplementationOnce(async (request) => {
    const outcome = await chargeSaved(request);
    await house.deliver(stripe().webhook(String(stripe().world.list("payment_intent")[0].id), "payment_intent.succeeded"));
    expect(await renewal()).toMatchObject({ status: "SUCCEEDED" });
    return outcome;
  });
  await house.chargeRenewals();
  expect(await renewal()).toMatchObject({ status: "SUCCEEDED", reconcileAttempts: 0 });
  const timeline = await house.db.domainEvent.findMany({ where: { transactionId: (await renewal()).id }, orderBy: { at: "asc" } });
  expect(timeline.map(({ type }) => type)).toEqual(["PENDING", "SUCCEEDED"]);
  expect(errors).not.toHaveBeenCalled();
});

it.each([
  ["no metadata", { metadata: null }],
  ["another product's metadata", { metadata: { transactionId: "order-77" } }],
])("an event with %s is stored and handled", async (_, fields) => {
  const { db, deliver, charge } = await paid();
  const event = stripe().world.events.findLast(({ type }) => type === "charge.refunded")!;
  const { object } = event.data as { object: object };
  const id = `${event.id}_${JSON.stringify(fields).length}`;
  expect(await deliver(stripe().webhook({ ...event, id, data: { object: { ...object, ...fields } } }))).toBe(200);
  expect(await db.inboundEvent.findFirst({ where: { externalId: id } })).toMatchObject({ handledAt: expect.any(Date), error: null });
  expect(await charge()).toMatchObject({ refunded: 300n });
});

async function paid() {
  const house = await stripeHouse(stripe());
  const bought = await house.pay();
  await house.confirmReturn({ orderId: bought.orderId });
  refund(stripe().world, bought.intent, 300);
  return { ...house, ...bought };
}

it("a verified body that cannot be read is refused, and is no failure of ours", async () => {
  const { deliver } = await stripeHouse(stripe());
  const event = { id: "evt_empty", object: "event", type: "charge.refunded", data: {} };
  expect(await deliver(stripe().webhook(event))).toBe(400);
});

it("a dispute that was told before the payment was settled is written down when the viewer returns", async () => {
  const { dispute } = await import("#tests/support/stripe-server/afterwards.ts");
  const { db, pay, confirmReturn } = await stripeHouse(stripe());
  const { orderId, charge, intent } = await pay();
  dispute(stripe().world, intent);
  await confirmReturn({ orderId });
  expect(await db.dispute.findMany({ where: { transactionId: (await charge()).id } })).toMatchObject([{ status: "OPEN" }]);
});
