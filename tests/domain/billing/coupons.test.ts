import { expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { abandonOrders } from "#lib/billing/ending/abandon-orders.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { settlePayment } from "#lib/billing/settling/settle-payment.ts";
import { db } from "#lib/db/client.ts";
import type { Price } from "#lib/db/generated/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aTaxRate, aViewer, buy, CARDS, order, payAtSandbox } from "#tests/support/shop.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));

test("whoever left the payment page still has their coupon, and submitting twice resumes the order", async () => {
  await aCoupon("LAST", { maxRedemptions: 1 });
  const viewer = await aViewer();
  const { price } = await aPlan();
  const first = await order(viewer, price, { couponCode: "LAST" });
  const request = { priceId: price.id, currency: "EUR", country: "DE", couponCode: "LAST" };
  expect(await quoteOrder({ ...request, customerId: viewer.id })).toMatchObject({ couponCode: "LAST", total: 800n });
  expect(await order(viewer, price, { couponCode: "LAST" })).toEqual(first);
  await expect(quoteOrder({ ...request, customerId: (await aViewer()).id })).rejects.toMatchObject({ code: "coupon_used_up" });
});

test("ordering another plan takes the coupon along", async () => {
  await aCoupon("MOVED", { maxRedemptions: 2 });
  const viewer = await aViewer();
  const first = await order(viewer, (await aPlan()).price, { couponCode: "MOVED" });
  const second = await buy(viewer, (await aPlan()).price, { couponCode: "MOVED" });
  expect(second.status).toBe("paid");
  expect(await db.order.findUnique({ where: { id: first.orderId } })).toMatchObject({ status: "ABANDONED" });
  expect(await db.couponRedemption.findMany({ where: { customerId: viewer.id } })).toMatchObject([{ orderId: second.orderId }]);
  await expect(order(viewer, (await aPlan()).price, { couponCode: "MOVED" })).rejects.toMatchObject({ code: "coupon_used" });
});

test("another price of the same plan takes the place of the open order", async () => {
  const viewer = await aViewer();
  const { plan, price } = await aPlan();
  const yearly = await db.price.create({
    data: { planId: plan.id, interval: "YEAR", createdAt: now(), amounts: { create: { currency: "EUR", amount: 9900n } } },
  });
  const { orderId } = await order(viewer, price);
  await order(viewer, yearly);
  expect(await db.order.findUnique({ where: { id: orderId } })).toMatchObject({ status: "ABANDONED" });
});

test("an order that is paid after it was closed counts as a use of its coupon again", async () => {
  await aCoupon("LATE", { maxRedemptions: 1 });
  const { price } = await aPlan();
  const viewer = await aViewer();
  const { orderId } = await order(viewer, price, { couponCode: "LATE" });
  const { id } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  await applyOutcome(id, { status: "canceled", reason: "left" }, "return");
  stopClockAt(new Date(now().getTime() + 25 * 3_600_000));
  await abandonOrders();
  expect(await db.couponRedemption.count({ where: { orderId } })).toBe(0);
  await settlePayment(id, { status: "succeeded", paymentReference: "late" }, "webhook");
  expect(await db.couponRedemption.count({ where: { orderId, customerId: viewer.id } })).toBe(1);
  await expect(order(await aViewer(), price, { couponCode: "LATE" })).rejects.toMatchObject({ code: "coupon_used_up" });
  await expectBooksAgree();
});

test("a coupon's limit holds however many order at once", async () => {
  await aCoupon("RUSH", { maxRedemptions: 2 });
  const { price } = await aPlan();
  const viewers = await Promise.all(Array.from({ length: 6 }, () => aViewer()));
  const orders = await Promise.allSettled(viewers.map((viewer) => order(viewer, price, { couponCode: "RUSH" })));
  const refused = orders.flatMap((ordered) => (ordered.status === "rejected" ? [ordered.reason.code] : []));
  expect(refused).toEqual(Array(4).fill("coupon_used_up"));
  expect(await db.couponRedemption.count({ where: { coupon: { code: "RUSH" } } })).toBe(2);
});

test("a coupon is for its countries only", async () => {
  await aCoupon("ALPS", { countries: ["AT", "CH"] });
  const { price } = await aPlan();
  await expect(order(await aViewer(), price, { couponCode: "ALPS" })).rejects.toMatchObject({
    code: "coupon_other_country",
    field: "couponCode",
  });
  await aTaxRate({ country: "AT", ratePpm: 200_000 });
  await order(await aViewer({ country: "AT" }), price, { couponCode: "ALPS" });
});

test("a viewer has a coupon as often as it allows, in orders at once, too", async () => {
  await aCoupon("TWICE", { maxPerViewer: 2 });
  const viewer = await aViewer();
  const use = async () => buy(viewer, (await aPlan()).price, { couponCode: "TWICE" });
  await use();
  const { price } = await aPlan();
  const { price: another } = await aPlan();
  const at = { currency: "EUR", country: "DE", couponCode: "TWICE", customerId: viewer.id };
  const orders = await Promise.allSettled([price, another].map(({ id }) => order(viewer, { id } as Price, { couponCode: "TWICE" })));
  expect(orders.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
  expect(await db.couponRedemption.count({ where: { customerId: viewer.id } })).toBe(2);
  const left = await db.order.findFirstOrThrow({ where: { customerId: viewer.id, status: "OPEN" } });
  await payAtSandbox(left.id);
  await confirmReturn({ orderId: left.id });
  await expect(quoteOrder({ ...at, priceId: (await aPlan()).price.id })).rejects.toMatchObject({ code: "coupon_used" });
  await expectBooksAgree();
});

test("a coupon for a first purchase is not for who has paid before, by whatever account, and a free trial is no purchase", async () => {
  await aCoupon("FIRST", { firstPurchase: true });
  const { price } = await aPlan();
  const trial = await aPlan({ trialDays: 7 });
  const known = await aViewer({ email: `first-${newId()}@gmail.com` });
  await buy(known, trial.price);
  expect((await buy(known, price, { couponCode: "FIRST" })).status).toBe("paid");
  const again = await aViewer({ email: known.email.replace("@", "+again@") });
  await expect(order(again, price, { couponCode: "FIRST" })).rejects.toMatchObject({ code: "coupon_not_first" });
});

test("whose card paid before is known when the page is done: what was paid with a first purchase's coupon goes back", async () => {
  await aCoupon("NEWCOMER", { firstPurchase: true });
  const { price } = await aPlan();
  await buy(await aViewer(), price, { card: CARDS.same });
  const viewer = await aViewer();
  const { orderId } = await buy(viewer, price, { couponCode: "NEWCOMER", card: CARDS.same });
  expect(await db.transaction.findFirst({ where: { orderId, kind: "CHARGE" }, include: { refunds: true } })).toMatchObject({
    status: "SUCCEEDED",
    refunds: [{ reason: "coupon_not_first", amount: 800n }],
  });
  expect(await db.subscription.count({ where: { customerId: viewer.id, activatedAt: { not: null } } })).toBe(0);
  await expectBooksAgree();
});
