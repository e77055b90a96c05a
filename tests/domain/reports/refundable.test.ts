import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { findRefundable } from "#lib/reports/find-anything.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

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
