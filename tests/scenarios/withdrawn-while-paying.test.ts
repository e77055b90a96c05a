import { beforeEach, expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { offeredWithdrawal, withdraw } from "#lib/billing/leaving/withdraw.ts";
import { chaseOverdue } from "#lib/billing/renewing/chase-overdue.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, collectWithin } from "#tests/support/shop.ts";
import { at, endEarlierStories, statusOf } from "#tests/support/story.ts";

useDatabase();
beforeEach(endEarlierStories);
test("what was withdrawn from after it expired does not go on when a payment that was under way arrives: that goes back", async () => {
  await collectWithin(2, [1]);
  stopClockAt(new Date("2030-01-10T12:00:00Z"));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan({ trialDays: 3 })).price, { card: CARDS.laterLost });
  await at("2030-01-13T13:00:00Z");
  stopClockAt(new Date("2030-01-15T12:50:00Z"));
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  await payInvoice({ invoiceId: invoice.id, gateway: "sandbox" }, viewer, null);
  await confirmReturn({ invoiceId: invoice.id });
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { subscriptionId }, orderBy: { number: "desc" } });
  stopClockAt(new Date("2030-01-15T13:00:00Z"));
  await chaseOverdue();
  expect(await statusOf(subscriptionId)).toBe("EXPIRED");
  const offered = (await offeredWithdrawal(subscriptionId, viewer.id, await getSettings()))!;
  await withdraw({ subscriptionId, at: offered.at, shown: String(offered.amount) }, { kind: "VIEWER", id: viewer.id, name: viewer.name });
  await completeSandboxCheckout(gatewayReference ?? "", CARDS.ok);
  await at("2030-01-16");
  expect(await statusOf(subscriptionId)).toBe("EXPIRED");
  const paid = await db.transaction.findMany({
    where: { subscriptionId, status: { not: "DECLINED" }, amount: { gt: 0 } },
    orderBy: { number: "asc" },
  });
  expect(paid).toMatchObject([
    { kind: "CHARGE", amount: 1000n },
    { kind: "REFUND", amount: 1000n, reason: "ended" },
  ]);
});
