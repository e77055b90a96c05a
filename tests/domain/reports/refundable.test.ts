import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { refundable } from "#lib/payments/refundable.ts";
import { findRefundable } from "#lib/reports/find-anything.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";

useDatabase();

test.each([
  ["taken whole", 1000n, "EUR", 0],
  ["taken in part", 400n, "EUR", 1],
  ["not taken", 0n, "EUR", 1],
  ["taken in another currency", 400n, "JPY", 0],
  ["not taken in another currency", 0n, "JPY", 1],
])("what the payer's bank has %s is found as refundable only as far as something is left", async (_what, taken, currency, found) => {
  const viewer = await aViewer();
  const { orderId } = await buy(viewer, (await aPlan()).price);
  const { id: transactionId } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  const at = now();
  const dispute = {
    gateway: "sandbox",
    reference: transactionId,
    status: "LOST" as const,
    amount: 1000n,
    currency,
    reason: "fraud",
  };
  await db.dispute.create({ data: { ...dispute, transactionId, taken, fee: 0n, openedAt: at, changedAt: at, changes: 1 } });
  expect(await findRefundable(viewer.email)).toHaveLength(found);
  const { disputes, ...charge } = await db.transaction.findUniqueOrThrow({ where: { id: transactionId }, include: { disputes: true } });
  expect(refundable(charge, disputes)?.left ?? 0n).toBe(found ? 1000n - taken : 0n);
});

test("what was recorded by hand is offered nowhere to be given back, for no gateway could", async () => {
  const viewer = await aViewer();
  const { orderId } = await buy(viewer, (await aPlan()).price, { card: CARDS.lost });
  const { id: invoiceId, total } = await db.invoice.findFirstOrThrow({ where: { orderId } });
  const input = { invoiceId, amount: total, means: "bank" as const, reference: "statement 9" };
  const payment = await recordPayment(input, SYSTEM);
  expect(refundable(payment, [])).toBeNull();
  expect(await findRefundable(viewer.email)).toEqual([]);
});
