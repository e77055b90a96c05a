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
  ["taken whole", 1000n, 0],
  ["taken in part", 400n, 1],
  ["not taken", 0n, 1],
])("what the payer's bank has %s is found as refundable only as far as something is left", async (_what, taken, found) => {
  const viewer = await aViewer();
  const { orderId } = await buy(viewer, (await aPlan()).price);
  const { id: transactionId } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  const at = now();
  const dispute = {
    gateway: "sandbox",
    reference: transactionId,
    status: "LOST" as const,
    amount: 1000n,
    currency: "EUR",
    reason: "fraud",
  };
  await db.dispute.create({ data: { ...dispute, transactionId, taken, fee: 0n, openedAt: at, changedAt: at, changes: 1 } });
  expect(await findRefundable(viewer.email)).toHaveLength(found);
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
