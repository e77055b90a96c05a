import { beforeEach, expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { retryOrder } from "#lib/billing/buying/retry-order.ts";
import { changePlan } from "#lib/billing/changing/change-plan.ts";
import { pausePlan } from "#lib/billing/changing/pause-plan.ts";
import { quoteChange } from "#lib/billing/changing/quote-change.ts";
import { resumePlan } from "#lib/billing/changing/resume-plan.ts";
import { cancelPlan, undoCancel } from "#lib/billing/ending/cancel-plan.ts";
import { winBack } from "#lib/billing/leaving/win-back.ts";
import { planOfPrice } from "#lib/catalog/queries.ts";
import { db } from "#lib/db/client.ts";
import type { Plan } from "#lib/db/generated/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { storePurchases } from "#lib/reports/store-purchases.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lookAtPurchase } from "#lib/stores/look-at-purchase.ts";
import { store } from "#lib/stores/registry.ts";
import { notForSale } from "#lib/web/checkout/not-for-sale.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import {
  aCoupon,
  aPlan,
  aViewer,
  buy,
  change,
  changePlanTo,
  changeSettings,
  order,
  ownerOf,
  payAtSandbox,
  takeUpWith,
} from "#tests/support/shop.ts";
import { at, endEarlierStories } from "#tests/support/story.ts";
import { OPERATOR, PAID_THERE, useStores } from "./stores.ts";

/*
 * Each way in which a plan begins, or goes on: the checkout (with its add-ons, an order that is left open and taken up again, the ended plan that is taken up again from the account or
 * a letter), its payment that comes later, a change (at once, paid, at the renewal, an add-on), a pause or a cancellation that is taken back; gifts and vouchers are in a file of their own.
 * No operator makes a subscription in any other way.
 */
useDatabase();
const { paysInApp } = await useStores();
beforeEach(() => stopClockAt(new Date("2026-03-10T12:00:00Z")));

const grants = ({ id }: Plan, data: Partial<Plan>) => db.plan.update({ where: { id }, data });

test("the checkout says so before anything is filled in", async () => {
  const [viewer, { plan, price }, settings] = [await aViewer(), await aPlan(), await getSettings()];
  const found = (await planOfPrice(price.id, "EUR"))!;
  expect(await notForSale(found, "EUR", viewer, settings)).toMatchObject({ reason: null, store: null });
  await paysInApp(viewer, plan);
  expect(await notForSale(found, "EUR", viewer, settings)).toMatchObject({ reason: "store", store: "App Store" });
});

test("a plan that includes another is as good as it, one that gives less is not", async () => {
  const [viewer, big, small] = [await aViewer(), await aPlan(), await aPlan()];
  await grants(big.plan, { packages: ["Movies", "Sports"], maxStreams: 2, quality: "FHD" });
  await grants(small.plan, { packages: ["Sports"], maxStreams: 2, quality: "HD" });
  await paysInApp(viewer, big.plan);
  await expect(buy(viewer, small.price)).rejects.toMatchObject(PAID_THERE);
  for (const more of [
    { packages: ["Sports", "Kids"] },
    { packages: ["Sports"], quality: "UHD" as const },
    { quality: "HD" as const, maxStreams: 3 },
  ]) {
    await grants(small.plan, more);
    await order(viewer, small.price);
  }
});

test("an add-on that the plan in the store includes is not sold with another plan, nor added to one", async () => {
  const [viewer, there, base, sports] = [await aViewer(), await aPlan(), await aPlan(), await aPlan({ kind: "ADD_ON" })];
  await grants(there.plan, { packages: ["Sports"] });
  await grants(base.plan, { packages: ["News"] });
  await grants(sports.plan, { packages: ["Sports"], maxDevices: 0, maxStreams: 0, quality: "SD" });
  await paysInApp(viewer, there.plan);
  await expect(order(viewer, base.price, { addOns: [sports.price.id] })).rejects.toMatchObject(PAID_THERE);
  const { subscriptionId } = await buy(viewer, base.price);
  await expect(change(subscriptionId, { add: sports.price.id })).rejects.toMatchObject(PAID_THERE);
  await grants(sports.plan, { maxStreams: 1 });
  await change(subscriptionId, { add: sports.price.id });
});

test("an order that was left open is neither placed again nor taken up again", async () => {
  const [viewer, { plan, price }] = [await aViewer(), await aPlan()];
  const { orderId } = await order(viewer, price);
  await paysInApp(viewer, plan);
  await expect(order(viewer, price)).rejects.toMatchObject(PAID_THERE);
  await expect(retryOrder({ orderId }, viewer.id)).rejects.toMatchObject(PAID_THERE);
});

test("what is paid on a page that was open, while its viewer subscribed in the app, is given back", async () => {
  const [viewer, { plan, price }] = [await aViewer(), await aPlan()];
  const { orderId } = await order(viewer, price);
  await paysInApp(viewer, plan);
  await payAtSandbox(orderId);
  await confirmReturn({ orderId });
  stopClockAt(new Date(now().getTime() + 2 * 60_000));
  await reconcilePayments();
  expect(await db.transaction.findFirst({ where: { kind: "REFUND", customerId: viewer.id } })).toMatchObject({
    status: "SUCCEEDED",
    amount: 1000n,
    reason: "paid_in_store",
  });
  expect(await db.subscription.findMany({ where: { customerId: viewer.id }, select: { status: true } })).toEqual([{ status: "EXPIRED" }]);
  await expectBooksAgree();
});

test("a trial whose card is saved meanwhile does not begin", async () => {
  const [viewer, { plan, price }] = [await aViewer(), await aPlan({ trialDays: 7 })];
  const { orderId } = await order(viewer, price);
  await paysInApp(viewer, plan);
  await payAtSandbox(orderId);
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "declined", failure: { code: "paid_in_store" } });
});

test("an ended plan is not taken up again, by its link neither, and no letter invites to it", async () => {
  await endEarlierStories();
  const [viewer, { plan, price }] = [await aViewer(), await aPlan()];
  const coupon = await aCoupon("BACK", { onlyBatches: true });
  await changeSettings("leaving", { winBack: [{ afterDays: 5, couponId: coupon.id, validDays: 20 }] });
  await db.customer.update({ where: { id: viewer.id }, data: { marketingConsent: true } });
  const { subscriptionId } = await buy(viewer, price);
  await cancelPlan({ subscriptionId, when: "now" }, OPERATOR);
  const sold = await paysInApp(viewer, plan);
  await expect(takeUpWith(viewer, subscriptionId)).rejects.toMatchObject(PAID_THERE);
  stopClockAt(new Date("2026-03-16T12:00:00Z"));
  expect(await winBack()).toBe(0);
  Object.assign(sold, { status: 2 });
  await lookAtPurchase(store("apple")!, sold.id, { source: "system" });
  expect(await winBack()).toBe(1);
  await takeUpWith(viewer, subscriptionId);
});

async function subscribed(other: { amount?: bigint } = { amount: 2000n }) {
  const viewer = await aViewer();
  const bought = await aPlan();
  const { subscriptionId } = await buy(viewer, bought.price);
  return { viewer, ...bought, subscriptionId, to: await aPlan(other) };
}

test("nobody changes to it: neither viewers nor operators, at once or at the renewal", async () => {
  const { viewer, subscriptionId, to } = await subscribed();
  const owner = await ownerOf(subscriptionId);
  const { at: shownAt, shown } = await quoteChange(subscriptionId, { priceId: to.price.id }, owner);
  await paysInApp(viewer, to.plan);
  await expect(changePlan({ subscriptionId, priceId: to.price.id, at: shownAt, shown }, owner)).rejects.toMatchObject(PAID_THERE);
  await expect(changePlanTo(subscriptionId, to.price)).rejects.toMatchObject(PAID_THERE);
  await expect(changePlanTo(subscriptionId, to.price, "renewal")).rejects.toMatchObject(PAID_THERE);
});

test("a change that was to come with the renewal is dropped, and what runs is renewed", async () => {
  const { viewer, subscriptionId, plan, to } = await subscribed();
  await changePlanTo(subscriptionId, to.price, "renewal");
  stopClockAt(new Date("2026-04-09T12:00:00Z"));
  await paysInApp(viewer, to.plan);
  await at("2026-04-11");
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({
    planId: plan.id,
    cycle: 1,
    status: "ACTIVE",
  });
  expect(await db.scheduledChange.count({ where: { subscriptionId } })).toBe(0);
});

test("a change that is paid later than its viewer subscribed in the app is given back", async () => {
  const { viewer, subscriptionId, plan, to } = await subscribed();
  await db.paymentMethod.updateMany({ where: { customerId: viewer.id }, data: { detachedAt: now() } });
  await db.subscription.update({ where: { id: subscriptionId }, data: { paymentMethodId: null } });
  const owner = await ownerOf(subscriptionId);
  stopClockAt(new Date("2026-03-20T12:00:00Z"));
  const { at: shownAt, shown } = await quoteChange(subscriptionId, { priceId: to.price.id }, owner);
  const changed = await changePlan({ subscriptionId, priceId: to.price.id, at: shownAt, shown, gateway: "sandbox" }, owner);
  await paysInApp(viewer, to.plan);
  const { orderId } = changed as { orderId: string };
  await payAtSandbox(orderId);
  await confirmReturn({ orderId });
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({ planId: plan.id });
  expect(await db.transaction.findFirst({ where: { kind: "REFUND", customerId: viewer.id } })).toMatchObject({
    reason: "changed_meanwhile",
  });
});

test("a pause goes on, and a cancellation stands, while the same is paid for in the app", async () => {
  const { viewer, subscriptionId, plan } = await subscribed();
  const owner = await ownerOf(subscriptionId);
  const sold = await paysInApp(viewer, plan);
  expect(
    (await storePurchases({ q: viewer.email, state: "twice", store: null, from: null, to: null }, "Europe/Berlin", null)).rows,
  ).toHaveLength(1);
  await pausePlan({ subscriptionId, when: "now", until: null, reason: "" }, OPERATOR);
  await expect(resumePlan({ subscriptionId }, owner)).rejects.toMatchObject(PAID_THERE);
  await expect(resumePlan({ subscriptionId }, OPERATOR)).rejects.toMatchObject(PAID_THERE);
  await cancelPlan({ subscriptionId }, owner);
  await expect(undoCancel({ subscriptionId }, owner)).rejects.toMatchObject(PAID_THERE);
  Object.assign(sold, { status: 2 });
  await lookAtPurchase(store("apple")!, sold.id, { source: "system" });
  await undoCancel({ subscriptionId }, owner);
});
