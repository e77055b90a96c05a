import { afterAll, expect, it } from "vitest";
import type { Actor } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyGift, buyGiftInput } from "#lib/billing/buying/buy-gift.ts";
import { prepareOrder } from "#lib/billing/buying/quote-order.ts";
import { redeemGift } from "#lib/billing/buying/redeem-gift.ts";
import { cancelNow, offeredEnd } from "#lib/billing/leaving/cancel-now.ts";
import { lockToRefund } from "#lib/billing/settling/open-refund.ts";
import { recordDispute } from "#lib/billing/settling/record-dispute.ts";
import { refundToBalance } from "#lib/billing/settling/refund-to-balance.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, changeSettings, payAtSandbox } from "#tests/support/shop.ts";

useDatabase();
afterAll(() => runClock());
const operator: Actor = { kind: "OPERATOR", name: "Finance" };

/** What comes of `act` while `work` is written and not committed yet. */
async function during(work: (tx: Tx) => Promise<unknown>, act: () => Promise<unknown>): Promise<unknown> {
  const written = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const working = transaction(async (tx) => {
    await work(tx);
    written.resolve();
    await released.promise;
  });
  await Promise.race([written.promise, working]);
  const acted = act().catch((error: unknown) => error);
  await Promise.race([acted, expect.poll(somebodyWaits, { timeout: 20_000 }).toBe(true)]);
  released.resolve();
  await working;
  return acted;
}

async function refund(tx: Tx, transactionId: string, amount: bigint): Promise<void> {
  const charge = await lockToRefund(tx, { transactionId, amount, reason: "goodwill" });
  await refundToBalance(tx, charge, { amount, reason: "goodwill" }, await getSettings(), operator);
}

async function somebodyWaits(): Promise<boolean> {
  const waiting = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return waiting.length > 0;
}

it("gives no gift whose money goes back in the same moment", async () => {
  const [giver, receiver] = [await aViewer(), await aViewer()];
  const request = { priceId: (await aPlan()).price.id, currency: "EUR", country: "DE" };
  const { quote } = await prepareOrder(db, { ...request, customerId: giver.id }, await getSettings(), true);
  const whom = { toName: "Rita", toEmail: "rita@example.com", gateway: "sandbox", consent: "on" };
  const { orderId } = await buyGift(buyGiftInput.parse({ ...request, ...whom, shown: writtenTerms(quote, giver.id) }), giver, null);
  await payAtSandbox(orderId);
  await confirmReturn({ orderId });
  const code = unseal((await db.gift.findUniqueOrThrow({ where: { orderId } })).sealed);
  const { id, amount } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  expect(
    await during(
      (tx) => refund(tx, id, amount),
      () => redeemGift({ code }, receiver),
    ),
  ).toMatchObject({ code: "voucher_revoked" });
  expect(await db.gift.findUniqueOrThrow({ where: { orderId } })).toMatchObject({ redeemedAt: null });
  expect(await db.subscription.count({ where: { customerId: receiver.id } })).toBe(0);
});

/** Half a period is not used: what its viewer is shown when they end it, and how they do. */
async function halfUsed(refundTo: "balance" | "method") {
  await changeSettings("leaving", { atOnce: "refunded", refundTo });
  await changeSettings("changes", { proration: "day" });
  stopClockAt(new Date("2027-06-01T12:00:00Z"));
  const viewer = await aViewer();
  const { orderId } = await buy(viewer, (await aPlan({ amount: 3000n })).price);
  const { id, subscriptionId } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  stopClockAt(new Date("2027-06-16T12:00:00Z"));
  const subscription = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId! } });
  const { back, balance, shown } = (await offeredEnd(subscription, await getSettings()))!;
  const by = { kind: "VIEWER", id: viewer.id, name: viewer.name } as const;
  const end = () => cancelNow({ subscriptionId: subscription.id, at: now(), shown }, by);
  return { id, viewer, unused: back + balance, end };
}

it.each(["balance", "method"] as const)(
  "gives what is not used back to the %s once, though an operator does in the same moment",
  async (to) => {
    const { id, unused, end } = await halfUsed(to);
    expect(await during((tx) => refund(tx, id, unused), end)).toMatchObject({ code: "terms_changed" });
    expect(await db.transaction.findUniqueOrThrow({ where: { id } })).toMatchObject({ refunded: unused });
    await expectBooksAgree();
  },
);

it.each(["balance", "method"] as const)("gives nothing back to the %s of what the payer's bank takes in the same moment", async (to) => {
  const { id, viewer, end } = await halfUsed(to);
  const told = { reference: `cb-${id}`, status: "lost", reason: "fraudulent", taken: 3000n, fee: 0n, openedAt: now() } as const;
  const dispute = { ...told, amount: { minor: 3000n, currency: "EUR" } };
  const settings = await getSettings();
  const take = async (tx: Tx) => recordDispute(tx, await lockTransaction(tx, id), dispute, "webhook", settings);
  expect(await during(take, end)).toMatchObject({ code: "bank_took_back" });
  expect(await db.transaction.findUniqueOrThrow({ where: { id } })).toMatchObject({ refunded: 0n });
  expect(await db.balance.count({ where: { customerId: viewer.id, amount: { gt: 0 } } })).toBe(0);
  await expectBooksAgree();
});
