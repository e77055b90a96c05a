import { expect, test } from "vitest";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { transactionDetails } from "#lib/reports/transaction-details.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";

useDatabase();

const messagesOf = async (id: string) => {
  const details = await transactionDetails(id);
  return details?.messages.map(({ kind, templateKey }) => `${templateKey} ${kind}`).sort();
};

test("a purchase lists its receipt and its welcome; the renewal and the refund after it only their own messages", async () => {
  stopClockAt(new Date("2026-01-31T12:00:00Z"));
  const { orderId, subscriptionId } = await buy(await aViewer({ phone: "+4915123456789" }), (await aPlan()).price);
  await at("2026-02-28");
  const [purchase, renewal] = await db.transaction.findMany({ where: { subscriptionId }, orderBy: { number: "asc" } });
  const refund = await refundPayment({ transactionId: purchase.id, amount: 100n, reason: "" }, { kind: "OPERATOR", name: "Olga" });
  expect(purchase.orderId).toBe(orderId);
  expect(await messagesOf(purchase.id)).toEqual(["receipt EMAIL", "welcome EMAIL", "welcome SMS"]);
  expect(await messagesOf(renewal.id)).toEqual(["receipt EMAIL"]);
  expect(await messagesOf(refund)).toEqual(["refunded EMAIL"]);
});
