import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { openRefund } from "#lib/billing/settling/open-refund.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { money } from "#lib/kernel/money.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, order, payAtSandbox } from "#tests/support/shop.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));

test("as many units of another currency settle nothing", async () => {
  const { orderId } = await order(await aViewer(), (await aPlan()).price);
  const { id } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  await applyOutcome(id, { status: "succeeded", paymentReference: "ch_1", amount: money(1000n, "JPY") }, "webhook");
  expect(await db.transaction.findUnique({ where: { id } })).toMatchObject({ status: "UNKNOWN", failureReason: "amount_mismatch" });
  expect(await db.order.findUnique({ where: { id: orderId } })).toMatchObject({ status: "OPEN" });
});

test("a refund of another amount than was asked is not taken for it, nor credited; one that has failed stays so", async () => {
  const { orderId } = await buy(await aViewer(), (await aPlan()).price);
  const { id: transactionId } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  const refundId = await transaction((tx) => openRefund(tx, { transactionId, amount: 500n, reason: "Sorry" }, SYSTEM));
  const less = { status: "succeeded", reference: "re_1", amount: money(50n, "EUR") } as const;
  expect(await applyOutcome(refundId, less, "webhook")).toMatchObject({ status: "UNKNOWN", failureReason: "amount_mismatch" });
  await expectBooksAgree();
  await applyOutcome(refundId, { status: "declined", retry: "final", code: "no", reason: "No." }, "webhook");
  expect(await applyOutcome(refundId, less, "webhook")).toMatchObject({ status: "DECLINED" });
  expect(await db.transaction.findUnique({ where: { id: transactionId } })).toMatchObject({ refunded: 0n });
  await expectBooksAgree();
});

test("a renewal is not charged to a method that was detached, but to the viewer's other one", async () => {
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan()).price);
  const own = await db.paymentMethod.findFirstOrThrow({ where: { customerId: viewer.id } });
  await buy(viewer, (await aPlan()).price, { card: CARDS.laterRecovers });
  await db.paymentMethod.update({ where: { id: own.id }, data: { detachedAt: now(), isDefault: false } });
  await db.subscription.updateMany({ where: { customerId: viewer.id }, data: { paymentMethodId: own.id } });
  stopClockAt(new Date("2026-06-01T12:00:00Z"));
  await runRenewals();
  const renewal = await db.transaction.findFirstOrThrow({ where: { subscriptionId, orderId: null } });
  expect(renewal.paymentMethodId).not.toBe(own.id);
  expect(renewal).toMatchObject({ last4: "5100" });
});

test("a second order of the same plan that was paid is given back, and leaves nothing unfinished", async () => {
  const [viewer, { price, plan }] = [await aViewer(), await aPlan()];
  const amounts = { create: { currency: "EUR", amount: 9000n } };
  const yearly = await db.price.create({
    data: { planId: plan.id, interval: "YEAR", intervalCount: 1, trialDays: 0, taxIncluded: true, createdAt: now(), amounts },
  });
  const first = await order(viewer, price);
  const second = await order(viewer, yearly);
  await Promise.all([payAtSandbox(first.orderId), payAtSandbox(second.orderId)]);
  await confirmReturn({ orderId: first.orderId });
  await confirmReturn({ orderId: second.orderId });
  await reconcilePayments();
  const statuses = await db.subscription.findMany({ where: { planId: plan.id }, orderBy: { number: "asc" }, select: { status: true } });
  expect(statuses).toEqual([{ status: "ACTIVE" }, { status: "EXPIRED" }]);
  await expectBooksAgree();
});
