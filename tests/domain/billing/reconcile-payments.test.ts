import { expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { handleEvent, handleStoredEvents } from "#lib/billing/asking/handle-payment-event.ts";
import { receivePaymentWebhook } from "#lib/billing/asking/receive-payment-webhook.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { db } from "#lib/db/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { sandboxWebhook } from "#lib/payments/gateways/sandbox/webhook.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, CARDS, order, payAtSandbox } from "#tests/support/shop.ts";
import { emailsTo } from "#tests/support/story.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));

const MINUTE_MS = 60_000;
const later = (minutes: number) => stopClockAt(new Date(now().getTime() + minutes * MINUTE_MS));
const openOf = (orderId: string) => db.transaction.findFirstOrThrow({ where: { orderId }, orderBy: { number: "desc" } });

async function ordered() {
  const viewer = await aViewer();
  const { orderId } = await order(viewer, (await aPlan()).price);
  return { viewer, orderId, opened: await openOf(orderId) };
}

test("a gateway that has lost its keys is waited for: what it holds may be paid", async () => {
  const { orderId, opened } = await ordered();
  await applyOutcome(opened.id, { status: "declined", retry: "retry", code: "card_declined", reason: "No." }, "return");
  const { number: _, address, request, ...row } = opened;
  await db.transaction.create({
    data: { ...row, address: address ?? {}, request: request ?? {}, id: newId(), gateway: "stripe", gatewayReference: "cs_open" },
  });
  for (let hours = 0; hours < 5; hours += 1) {
    later(60);
    await reconcilePayments();
  }
  expect(await openOf(orderId)).toMatchObject({
    gateway: "stripe",
    status: "UNKNOWN",
    failureReason: "gateway_unavailable",
    reconcileAt: expect.any(Date),
  });
});

test("a page that stays open is asked about ever more seldom", async () => {
  const { orderId } = await ordered();
  for (let minute = 0; minute < 115; minute += 1) {
    later(1);
    await reconcilePayments();
  }
  expect(await openOf(orderId)).toMatchObject({ status: "NEEDS_ACTION", reconcileAttempts: 6 });
});

test("an event that finds the gateway silent stays to be handled, also for a payment that had failed before", async () => {
  const { orderId, opened } = await ordered();
  await applyOutcome(opened.id, { status: "declined", retry: "retry", code: "card_declined", reason: "No." }, "webhook");
  await payAtSandbox(orderId, CARDS.timeout);
  const { eventId } = await receivePaymentWebhook("sandbox", sandboxWebhook(opened.gatewayReference ?? "", "succeeded"));
  expect(await handleEvent(eventId ?? "")).toBe(false);
  expect(await db.inboundEvent.findUnique({ where: { id: eventId ?? "" } })).toMatchObject({
    handledAt: null,
    error: expect.stringContaining("The gateway gave no answer"),
  });
  later(2);
  await handleStoredEvents();
  expect(await openOf(orderId)).toMatchObject({ status: "SUCCEEDED" });
});

test("where a gateway is silent, five looks come a minute apart before the pauses grow", async () => {
  const { orderId, opened } = await ordered();
  const pauses = [];
  for (let look = 0; look < 8; look += 1) {
    await applyOutcome(opened.id, { status: "unknown", reason: "no answer" }, "reconcile");
    pauses.push(((await openOf(orderId)).reconcileAt!.getTime() - now().getTime()) / MINUTE_MS);
  }
  expect(pauses).toEqual([1, 1, 1, 1, 1, 2, 4, 8]);
});

test("an event of a gateway that is silent is tried five times a minute apart before the pauses grow", async () => {
  const { orderId, opened } = await ordered();
  await applyOutcome(opened.id, { status: "declined", retry: "retry", code: "card_declined", reason: "No." }, "webhook");
  await payAtSandbox(orderId, CARDS.timeout);
  const { eventId } = await receivePaymentWebhook("sandbox", sandboxWebhook(opened.gatewayReference ?? "", "succeeded"));
  const pauses = [];
  for (let look = 0; look < 7; look += 1) {
    await db.inboundEvent.update({ where: { id: eventId! }, data: { nextAttemptAt: now(), attempts: look } });
    await handleEvent(eventId!);
    const { nextAttemptAt } = await db.inboundEvent.findUniqueOrThrow({ where: { id: eventId! } });
    pauses.push((nextAttemptAt!.getTime() - now().getTime()) / MINUTE_MS);
  }
  expect(pauses).toEqual([1, 1, 1, 1, 1, 2, 4]);
});

test("a viewer whose payment takes days is told once that it is on its way", async () => {
  const { viewer, orderId } = await ordered();
  await payAtSandbox(orderId, CARDS.pending);
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "pending" });
  await confirmReturn({ orderId });
  expect(await emailsTo(viewer.id)).toEqual({ payment_pending: 1 });
});

test("the invoice of an order is paid through its order, not from the account", async () => {
  const { viewer, orderId } = await ordered();
  await payAtSandbox(orderId, CARDS.lost);
  await confirmReturn({ orderId });
  const { id } = await db.invoice.findFirstOrThrow({ where: { orderId } });
  await expect(payInvoice({ invoiceId: id, gateway: "sandbox" }, viewer, null)).rejects.toMatchObject({ code: "invoice_unknown" });
});

test("a row that fails rests, longer each time, and works again once it succeeds", async () => {
  const row = [{ id: "poison" }];
  const failing = () => eachSafely(row, "a test", () => Promise.reject(new Error("cannot")));
  const restsFor = () => {
    const from = now().getTime();
    for (let minutes = 0; minutes <= 120; minutes += 1) {
      stopClockAt(new Date(from + minutes * MINUTE_MS));
      if (!resting().includes("poison")) return minutes;
    }
    return null;
  };
  const rests = [];
  for (let failures = 0; failures < 8; failures += 1) {
    await failing();
    rests.push(restsFor());
  }
  expect(rests).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(await eachSafely(row, "a test", () => Promise.resolve(true))).toBe(1);
  await failing();
  expect(restsFor()).toBe(1);
});

test("who never answers is asked for ever, every six hours at the latest, and stays under what needs attention", async () => {
  const { opened } = await ordered();
  await applyOutcome(opened.id, { status: "unknown", reason: "no answer" }, "return");
  await db.transaction.update({ where: { id: opened.id }, data: { reconcileAttempts: 500 } });
  const row = () => db.transaction.findUniqueOrThrow({ where: { id: opened.id } });
  for (let days = 0; days < 3; days += 1) {
    await applyOutcome(opened.id, { status: "unknown", reason: "no answer" }, "reconcile");
    const { status, reconcileAt } = await row();
    expect(status).toBe("UNKNOWN");
    expect(reconcileAt!.getTime() - now().getTime()).toBeLessThanOrEqual(6 * 60 * MINUTE_MS);
    later(24 * 60);
  }
  expect((await needsAttention(now(), "UTC")).counts.unresolved).toBeGreaterThan(0);
});
