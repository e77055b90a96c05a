import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { handleEvent, handleEvents, handleStoredEvents } from "#lib/billing/asking/handle-payment-event.ts";
import { receivePaymentWebhook } from "#lib/billing/asking/receive-payment-webhook.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { replayEvent } from "#lib/billing/asking/replay-event.ts";
import { settlePayment } from "#lib/billing/settling/settle-payment.ts";
import { db } from "#lib/db/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { sandboxWebhook } from "#lib/payments/gateways/sandbox/webhook.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, CARDS, order, payAtSandbox } from "#tests/support/shop.ts";
import { emailsTo } from "#tests/support/story.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));

async function paidAtGateway() {
  const viewer = await aViewer();
  const { price } = await aPlan();
  const { orderId } = await order(viewer, price);
  await payAtSandbox(orderId);
  const { id, gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  return { viewer, orderId, transactionId: id, webhook: sandboxWebhook(gatewayReference ?? "", "succeeded") };
}

/** Exactly one paid invoice, one active subscription, one transaction, one welcome. */
async function expectExactlyOnce({ viewer, orderId }: { viewer: { id: string }; orderId: string }) {
  const { subscriptionId, status } = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  expect(status).toBe("PAID");
  expect(await db.invoice.findMany({ where: { orderId }, select: { status: true } })).toEqual([{ status: "PAID" }]);
  expect(await db.transaction.findMany({ where: { orderId }, select: { status: true } })).toEqual([{ status: "SUCCEEDED" }]);
  expect(await db.subscription.findUnique({ where: { id: subscriptionId }, select: { status: true } })).toEqual({ status: "ACTIVE" });
  expect(await db.domainEvent.count({ where: { subscriptionId, type: "activated" } })).toBe(1);
  expect(await emailsTo(viewer.id)).toEqual({ welcome: 1, receipt: 1 });
}

test("fifty settlements of one payment at once settle it once", async () => {
  const paid = await paidAtGateway();
  const { amount, currency } = await db.transaction.findUniqueOrThrow({ where: { id: paid.transactionId } });
  await Promise.all(
    Array.from({ length: 50 }, () =>
      settlePayment(paid.transactionId, { status: "succeeded", amount: { minor: amount, currency } }, "webhook"),
    ),
  );
  await expectExactlyOnce(paid);
  await expectBooksAgree();
});

test("two purchases of one viewer that settle at once leave one default method", async () => {
  const viewer = await aViewer();
  const orders = [];
  for (const { price } of [await aPlan(), await aPlan()]) {
    const { orderId } = await order(viewer, price);
    await payAtSandbox(orderId);
    orders.push(orderId);
  }
  const returned = await Promise.all(orders.map((orderId) => confirmReturn({ orderId })));
  expect(returned.map((outcome) => outcome?.status)).toEqual(["paid", "paid"]);
  const saved = await db.paymentMethod.findMany({ where: { customerId: viewer.id }, orderBy: { isDefault: "desc" } });
  expect(saved.map(({ isDefault }) => isDefault)).toEqual([true, false]);
  await expectBooksAgree();
});

type Paid = Awaited<ReturnType<typeof paidAtGateway>>;
const STEPS: Record<string, (paid: Paid) => Promise<unknown>> = {
  return: ({ orderId }) => confirmReturn({ orderId }),
  webhook: async ({ webhook }) => {
    const { eventId } = await receivePaymentWebhook("sandbox", webhook);
    return eventId ? handleEvent(eventId) : null;
  },
  worker: () => handleStoredEvents(),
};

test.each([
  ["return, webhook", ["return", "webhook"]],
  ["webhook, return", ["webhook", "return"]],
  ["webhook twice, return twice", ["webhook", "webhook", "return", "return"]],
  ["webhook alone", ["webhook"]],
  ["return alone", ["return"]],
  ["all at once", ["return", "webhook", "worker", "webhook", "return", "worker"]],
])("%s: the purchase ends exactly once", async (name, steps) => {
  const paid = await paidAtGateway();
  if (name === "all at once") await Promise.all(steps.map((step) => STEPS[step](paid)));
  else for (const step of steps) await STEPS[step](paid);
  await expectExactlyOnce(paid);
});

test("with neither return nor webhook, reconciliation settles it", async () => {
  const paid = await paidAtGateway();
  stopClockAt(new Date(now().getTime() + 5 * 60_000));
  await Promise.all([reconcilePayments(), reconcilePayments()]);
  await expectExactlyOnce(paid);
});

test("of several events that are taken together each ends by itself: one is handled, one finds its gateway silent, one is done already, one cannot be taken", async () => {
  const [paid, done] = [await paidAtGateway(), await paidAtGateway()];
  const silent = await order(await aViewer(), (await aPlan()).price);
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId: silent.orderId } });
  await payAtSandbox(silent.orderId, CARDS.timeout);
  const ids = [];
  for (const webhook of [paid.webhook, sandboxWebhook(gatewayReference ?? "", "succeeded"), done.webhook])
    ids.push((await receivePaymentWebhook("sandbox", webhook)).eventId!);
  await handleEvent(ids[2]);
  await expect(handleEvents(["no id", ...ids])).rejects.toThrow(/uuid/i);
  await expectExactlyOnce(paid);
  await expectExactlyOnce(done);
  const events = await db.inboundEvent.findMany({ where: { id: { in: ids } }, orderBy: { receivedAt: "asc" } });
  expect(ids.map((id) => events.find((event) => event.id === id)).map((event) => [event?.handledAt !== null, event?.attempts])).toEqual([
    [true, 1],
    [false, 1],
    [true, 1],
  ]);
});

test("a webhook is stored once, and replaying it changes nothing", async () => {
  const paid = await paidAtGateway();
  const first = await receivePaymentWebhook("sandbox", paid.webhook);
  expect(await receivePaymentWebhook("sandbox", paid.webhook)).toEqual({ status: 200, eventId: null });
  await handleEvent(first.eventId!);
  await replayEvent({ id: first.eventId! }, SYSTEM);
  await expectExactlyOnce(paid);
  expect(await db.inboundEvent.findUnique({ where: { id: first.eventId! } })).toMatchObject({ attempts: 2, error: null });
});

test("a forged webhook is refused and nothing is stored; an unknown gateway is not there", async () => {
  const { webhook } = await paidAtGateway();
  const before = await db.inboundEvent.count();
  expect(await receivePaymentWebhook("sandbox", { ...webhook, body: `${webhook.body} ` })).toEqual({ status: 400, eventId: null });
  expect(await receivePaymentWebhook("nosuch", webhook)).toEqual({ status: 404, eventId: null });
  expect(await db.inboundEvent.count()).toBe(before);
});

test("an amount that differs from what was asked pays nothing", async () => {
  const { transactionId, orderId } = await paidAtGateway();
  await settlePayment(transactionId, { status: "succeeded", amount: { minor: 1n, currency: "EUR" } }, "webhook");
  expect(await db.transaction.findUnique({ where: { id: transactionId } })).toMatchObject({
    status: "UNKNOWN",
    failureReason: "amount_mismatch",
  });
  expect(await db.order.findUnique({ where: { id: orderId } })).toMatchObject({ status: "OPEN" });
});

test("a gateway that has taken money where a card was to be saved is not believed, and nothing begins", async () => {
  const { orderId } = await order(await aViewer(), (await aPlan({ trialDays: 7 })).price);
  const { id } = await db.transaction.findFirstOrThrow({ where: { orderId, kind: "SETUP" } });
  await settlePayment(id, { status: "succeeded", amount: { minor: 1000n, currency: "EUR" } }, "webhook");
  expect(await db.transaction.findUnique({ where: { id } })).toMatchObject({ status: "UNKNOWN", failureReason: "amount_mismatch" });
  expect(await db.order.findUnique({ where: { id: orderId } })).toMatchObject({ status: "OPEN" });
});

test("a fee that the gateway names later is booked once", async () => {
  const { transactionId } = await paidAtGateway();
  await settlePayment(transactionId, { status: "succeeded", paymentReference: "late" }, "webhook");
  await settlePayment(transactionId, { status: "succeeded", fee: 31n }, "webhook");
  await settlePayment(transactionId, { status: "succeeded", fee: 31n }, "webhook");
  expect(await db.transaction.findUnique({ where: { id: transactionId } })).toMatchObject({ fee: 31n });
  await expectBooksAgree();
});
