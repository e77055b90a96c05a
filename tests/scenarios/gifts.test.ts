import { expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyGift, buyGiftInput } from "#lib/billing/buying/buy-gift.ts";
import { prepareOrder } from "#lib/billing/buying/quote-order.ts";
import { redeemGift } from "#lib/billing/buying/redeem-gift.ts";
import { abandonOrders } from "#lib/billing/ending/abandon-orders.ts";
import { resendGift } from "#lib/billing/renewing/resend-gift.ts";
import { recordDispute } from "#lib/billing/settling/record-dispute.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { ownSubscriptions } from "#lib/customers/account-queries.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { recordEvent } from "#lib/events/record.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { giftDetails } from "#lib/reports/gifts.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, payAtSandbox } from "#tests/support/shop.ts";
import { at, endEarlierStories, statusOf } from "#tests/support/story.ts";

useDatabase();

const request = (price: Price, giver: Customer) => ({ priceId: price.id, currency: "EUR", country: "DE", customerId: giver.id });

/** Somebody orders a gift, up to the payment page; `values` says what differs. */
async function order(giver: Customer, price: Price, values: object = {}) {
  const { quote } = await prepareOrder(db, request(price, giver), await getSettings(), true);
  const input = buyGiftInput.parse({
    ...request(price, giver),
    toName: "Nora",
    toEmail: "Nora@example.com",
    message: "Enjoy!",
    gateway: "sandbox",
    shown: writtenTerms(quote, giver.id),
    consent: "on",
    ...values,
  });
  return buyGift(input, giver, null);
}

async function give(giver: Customer, price: Price, values: object = {}) {
  const { orderId } = await order(giver, price, values);
  await payAtSandbox(orderId);
  await confirmReturn({ orderId });
  const gift = await db.gift.findUniqueOrThrow({ where: { orderId } });
  return { orderId, gift, code: unseal(gift.sealed) };
}

const letters = () => db.message.findMany({ where: { templateKey: "gift" }, select: { recipient: true, createdAt: true } });

test("a gift is paid today, delivered on its day, begins when it is redeemed and ends by itself, with one invoice: the giver's", async () => {
  stopClockAt(new Date("2026-12-01T12:00:00Z"));
  const [giver, receiver] = [await aViewer({ name: "Greta Giver" }), await aViewer()];
  const { price } = await aPlan({ amount: 1190n, trialDays: 7, setupFee: 500n });
  const { gift, code, orderId } = await give(giver, price, { deliverOn: "2026-12-24" });
  expect(await db.invoice.findFirst({ where: { orderId } })).toMatchObject({
    status: "PAID",
    total: 1190n,
    tax: 190n,
    periodEnd: null,
    customerId: giver.id,
  });
  expect(await ownSubscriptions(giver.id)).toEqual([]);
  await at("2026-12-20");
  expect(await letters()).toEqual([]);
  await at("2026-12-24");
  expect(await letters()).toMatchObject([{ recipient: "nora@example.com" }]);
  await at("2026-12-25");
  expect(await letters()).toHaveLength(1);
  await redeemGift({ code }, receiver);
  const [subscription] = await ownSubscriptions(receiver.id);
  expect(subscription).toMatchObject({ status: "ACTIVE", oneTerm: true, cancelAtPeriodEnd: true, payerId: giver.id, trialEndsAt: null });
  expect(subscription.currentPeriodEnd?.toISOString()).toBe("2027-01-25T12:00:00.000Z");
  const invoice = await db.invoice.findFirstOrThrow({ where: { orderId } });
  expect([invoice.periodStart, invoice.periodEnd]).toEqual([subscription.currentPeriodStart, subscription.currentPeriodEnd]);
  expect(await db.message.count({ where: { customerId: receiver.id, templateKey: "welcome" } })).toBe(1);
  await expect(redeemGift({ code }, await aViewer())).rejects.toMatchObject({ code: "voucher_redeemed" });
  await at("2027-01-26");
  expect(await statusOf(subscription.id)).toBe("CANCELED");
  expect(await db.invoice.count({ where: { subscriptionId: subscription.id } })).toBe(1);
  expect((await db.gift.findUniqueOrThrow({ where: { id: gift.id } })).redeemedAt).not.toBeNull();
  await expectBooksAgree();
});

test("who has the plan keeps the gift for later", async () => {
  await endEarlierStories();
  stopClockAt(new Date("2027-02-01T12:00:00Z"));
  const [giver, receiver] = [await aViewer(), await aViewer()];
  const { price } = await aPlan();
  const { code } = await give(giver, price);
  const { subscriptionId } = await buy(receiver, price);
  await expect(redeemGift({ code }, receiver)).rejects.toMatchObject({ code: "gift_has_plan" });
  await db.subscription.update({ where: { id: subscriptionId }, data: { status: "EXPIRED", endedAt: now() } });
  const ended = { subscriptionId, source: "worker", data: { endedAt: now().toISOString() } } as const;
  await recordEvent(db, { ...ended, subject: "SUBSCRIPTION", type: "expired" }, { ...ended, subject: "ACCESS", type: "ended" });
  await redeemGift({ code }, receiver);
  expect(await ownSubscriptions(receiver.id)).toHaveLength(2);
  await expectBooksAgree();
});

test("giver and receiver may be one, and the giver's own plan is not in the way of giving", async () => {
  stopClockAt(new Date("2027-03-01T12:00:00Z"));
  const giver = await aViewer();
  const { price } = await aPlan();
  await buy(giver, price);
  const { code } = await give(giver, price);
  const friend = await aViewer();
  await redeemGift({ code }, friend);
  expect(await ownSubscriptions(friend.id)).toMatchObject([{ status: "ACTIVE" }]);
  await expectBooksAgree();
});

test("of many who redeem one gift at once, one does", async () => {
  const { code } = await give(await aViewer(), (await aPlan()).price);
  const friends = await Promise.all(Array.from({ length: 5 }, () => aViewer()));
  const tries = await Promise.allSettled(friends.map((friend) => redeemGift({ code }, friend)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expectBooksAgree();
});

test("a gift that is not paid is none, and an abandoned one is never delivered", async () => {
  stopClockAt(new Date("2027-04-01T12:00:00Z"));
  await endEarlierStories();
  const before = (await letters()).length;
  const { orderId } = await order(await aViewer(), (await aPlan()).price);
  await payAtSandbox(orderId, CARDS.lost);
  await confirmReturn({ orderId });
  const { sealed } = await db.gift.findUniqueOrThrow({ where: { orderId } });
  await expect(redeemGift({ code: unseal(sealed) }, await aViewer())).rejects.toMatchObject({ code: "voucher_unknown" });
  await at("2027-04-03");
  await abandonOrders();
  expect(await letters()).toHaveLength(before);
  expect((await db.order.findUniqueOrThrow({ where: { id: orderId } })).status).toBe("ABANDONED");
});

test("neither what is free nor a day that is over can be given", async () => {
  const giver = await aViewer();
  await expect(order(giver, (await aPlan({ amount: 0n })).price)).rejects.toMatchObject({ code: "gift_not_free" });
  await expect(order(giver, (await aPlan()).price, { deliverOn: "2027-04-02" })).rejects.toMatchObject({
    code: "date_past",
    field: "deliverOn",
  });
});

const FINANCE = { kind: "OPERATOR", name: "Finance" } as const;
const paymentFor = (orderId: string) => db.transaction.findFirstOrThrow({ where: { orderId, kind: "CHARGE", status: "SUCCEEDED" } });

test("a gift whose money went back before its day is not written about", async () => {
  await endEarlierStories();
  stopClockAt(new Date("2028-12-01T12:00:00Z"));
  const { orderId, gift } = await give(await aViewer(), (await aPlan()).price, { deliverOn: "2028-12-24" });
  const { id: transactionId, amount } = await paymentFor(orderId);
  await refundPayment({ transactionId, amount, reason: "changed their mind" }, FINANCE);
  const before = (await letters()).length;
  await at("2028-12-24");
  expect(await letters()).toHaveLength(before);
  await expect(resendGift({ giftId: gift.id, toEmail: gift.toEmail }, FINANCE)).rejects.toMatchObject({ code: "gift_refunded" });
  expect(await giftDetails(gift.id)).toMatchObject({ state: "refunded" });
  await expectBooksAgree();
});

test("nobody redeems what the giver's bank asks back, unless it is decided for us", async () => {
  stopClockAt(new Date("2029-01-10T12:00:00Z"));
  const { orderId, gift, code } = await give(await aViewer(), (await aPlan()).price);
  const { id: transactionId, gateway, currency, amount } = await paymentFor(orderId);
  const opened = { reference: "dp-gift", reason: "fraudulent", status: "OPEN" as const, taken: 0n, fee: 0n, changes: 1 };
  const dispute = await db.dispute.create({
    data: { ...opened, transactionId, gateway, currency, amount, openedAt: now(), changedAt: now() },
  });
  const receiver = await aViewer();
  for (const status of ["OPEN", "LOST"] as const) {
    await db.dispute.update({ where: { id: dispute.id }, data: { status } });
    await expect(redeemGift({ code }, receiver)).rejects.toMatchObject({ code: "voucher_revoked" });
    expect(await giftDetails(gift.id)).toMatchObject({ state: "refunded" });
  }
  await db.dispute.update({ where: { id: dispute.id }, data: { status: "WON" } });
  await redeemGift({ code }, receiver);
  expect(await ownSubscriptions(receiver.id)).toMatchObject([{ status: "ACTIVE" }]);
  await expectBooksAgree();
});

test("nobody redeems what was paid by a debit that came back", async () => {
  stopClockAt(new Date("2029-02-10T12:00:00Z"));
  const { orderId, gift, code } = await give(await aViewer(), (await aPlan()).price);
  const { id, amount: minor, currency } = await paymentFor(orderId);
  const dispute = { reference: "cb-gift", status: "returned", reason: "AM04", taken: minor, fee: 0n, openedAt: now() } as const;
  const settings = await getSettings();
  await transaction(async (tx) =>
    recordDispute(tx, await lockTransaction(tx, id), { ...dispute, amount: { minor, currency } }, "webhook", settings),
  );
  await expect(redeemGift({ code }, await aViewer())).rejects.toMatchObject({ code: "voucher_revoked" });
  expect(await giftDetails(gift.id)).toMatchObject({ state: "refunded" });
  await expectBooksAgree();
});
