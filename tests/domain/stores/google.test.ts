import { beforeEach, expect, test } from "vitest";
import { reportStorePurchase } from "#lib/billing/buying/report-store-purchase.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { handleNotification } from "#lib/stores/handle-notification.ts";
import { linkPurchase } from "#lib/stores/link-purchase.ts";
import { lookAtPurchases } from "#lib/stores/look-again.ts";
import { mapProduct } from "#lib/stores/map-product.ts";
import { receiveNotification } from "#lib/stores/receive-notification.ts";
import { about, aboutVoided, bearer, push, type SoldThere } from "#tests/support/app-stores/google.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { APP, known, OPERATOR, sells, useStores } from "./stores.ts";

useDatabase();
const { play } = await useStores();
const at = (text: string) => new Date(`2026-${text}Z`);
beforeEach(() => {
  stopClockAt(at("03-10T12:00:00"));
  play.troubles.splice(0);
});

let tokens = 0;

async function bought(given: Partial<SoldThere> = {}) {
  const viewer = await aViewer();
  const { plan, price } = await aPlan();
  const product = await sells(plan.id);
  const token = `purchase-token-${++tokens}`;
  const sold = play.sell({ token, product, expires: at("04-10T12:00:00"), account: viewer.id, ...given });
  return { viewer, plan, price, product, token, sold };
}

async function told(notice: object) {
  const { status, eventId } = await receiveNotification("google", { body: push(notice), headers: bearer() });
  expect(status).toBe(200);
  return eventId && handleNotification(eventId);
}

test("what is bought in the app is watched and acknowledged, so that Google keeps its money", async () => {
  const { viewer, token, sold, price } = await bought();
  await told(about(token));
  expect(sold.acknowledged).toBe(true);
  expect(await known(token)).toMatchObject({
    customerId: viewer.id,
    watches: true,
    awaitsReceipt: false,
    history: ["active", "linked", "acknowledged"],
  });
  await expect(buy(viewer, price)).rejects.toMatchObject({ code: "paid_in_store", values: { store: "Google Play" } });
});

test("what nobody has yet is not acknowledged: Google gives the money back, unless it is linked before", async () => {
  const { viewer, token, sold } = await bought({ account: undefined });
  await told(about(token));
  expect([sold.acknowledged, (await known(token)).customerId]).toEqual([false, null]);
  await linkPurchase({ purchaseId: (await known(token)).id, email: viewer.email }, OPERATOR);
  await lookAtPurchases();
  expect(sold.acknowledged).toBe(true);
  expect(await known(token)).toMatchObject({ watches: true, awaitsReceipt: false });
});

test("one of a product that sells nothing is acknowledged when it is mapped", async () => {
  const { token, sold } = await bought({ product: "tv.later" });
  await told(about(token));
  expect(sold.acknowledged).toBe(false);
  await mapProduct({ planId: (await aPlan()).plan.id, store: "google", productId: "tv.later" }, OPERATOR);
  await lookAtPurchases();
  expect([sold.acknowledged, (await known(token)).watches]).toEqual([true, true]);
});

test("an acknowledgement that was not heard is made again", async () => {
  const { viewer, token, sold } = await bought();
  play.troubles.push({ body: undefined, status: 503 });
  await expect(reportStorePurchase({ store: "google", customerId: viewer.id, proof: token }, APP)).rejects.toThrow();
  await reportStorePurchase({ store: "google", customerId: viewer.id, proof: token }, APP);
  expect(sold.acknowledged).toBe(true);
});

test("an upgrade is another purchase, which takes the place of the old one and its viewer", async () => {
  const { viewer, token, sold } = await bought();
  await told(about(token));
  const { plan } = await aPlan();
  const dearer = play.sell({ token: `${token}-dearer`, product: await sells(plan.id), expires: at("04-20T12:00:00"), replaces: token });
  await told(about(dearer.token));
  expect(await known(dearer.token)).toMatchObject({ customerId: viewer.id, status: "ACTIVE", watches: true });
  expect(await known(token)).toMatchObject({ status: "REPLACED", askAt: null });
  await told(about(sold.token)); // a late word of the old one
  expect(await known(token)).toMatchObject({ status: "REPLACED" });
});

test("the one that was replaced is so, though it is heard of later", async () => {
  const { token } = await bought();
  const dearer = play.sell({ token: `${token}-dearer`, expires: at("04-20T12:00:00"), replaces: token });
  await told(about(dearer.token));
  await told(about(token));
  expect(await known(token)).toMatchObject({ status: "REPLACED", watches: false });
});

test("money that is given back ends it at once, and stays so; that of an earlier period ends nothing", async () => {
  const { token, sold } = await bought();
  await told(about(token));
  play.voided.push({ purchaseToken: token, orderId: "GPA.of-an-earlier-period" });
  await told(aboutVoided(token));
  expect(await known(token)).toMatchObject({ status: "ACTIVE", watches: true });
  play.voided.push({ purchaseToken: token, orderId: sold.order });
  await told(aboutVoided(token));
  expect(await known(token)).toMatchObject({ status: "REVOKED", watches: false });
  await told(about(token));
  expect(await known(token)).toMatchObject({ status: "REVOKED", watches: false });
  Object.assign(sold, { order: `${sold.order}..1`, expires: at("05-10T12:00:00") });
  await told(about(token));
  expect(await known(token)).toMatchObject({ status: "ACTIVE", watches: true });
});

test.each([
  ["PENDING", "PENDING", false],
  ["IN_GRACE_PERIOD", "GRACE", true],
  ["ON_HOLD", "RETRY", false],
  ["PAUSED", "PAUSED", false],
  ["EXPIRED", "EXPIRED", false],
])("%s: %s, watched: %s", async (state, status, watches) => {
  const { token } = await bought({ state: `SUBSCRIPTION_STATE_${state}` });
  await told(about(token));
  expect(await known(token)).toMatchObject({ status, watches });
});

test("a test says nothing, and one that Google does not know is nothing", async () => {
  expect(await told({ testNotification: { version: "1.0" } })).toBe(true);
  expect(await told(about("token-of-nobody"))).toBe(true);
  expect(await db.storePurchase.count({ where: { reference: "token-of-nobody" } })).toBe(0);
  const viewer = await aViewer();
  await expect(reportStorePurchase({ store: "google", customerId: viewer.id, proof: "token-of-nobody" }, APP)).rejects.toThrow(
    "store_purchase_unknown",
  );
});

test("what was sold and is not known any more stays, as long as it is paid for", async () => {
  const { token } = await bought();
  await told(about(token));
  play.sold.delete(token);
  expect(await told(about(token))).toBe(false);
  expect(await known(token)).toMatchObject({ status: "ACTIVE", watches: true });
});

test.each([undefined, at("05-10T12:00:00")])(
  "what takes a product's place at the renewal is watched from then on, and not before (paid until %s)",
  async (expires) => {
    const { viewer, token } = await bought();
    await told(about(token));
    const smaller = await aPlan();
    const product = (await known(token)).productId;
    const next = { product: await sells(smaller.plan.id), expires };
    const deferred = play.sell({ token: `${token}-deferred`, product, expires: at("04-10T12:00:00"), replaces: token, next });
    await told(about(deferred.token));
    expect(await known(token)).toMatchObject({ status: "REPLACED" });
    expect(await known(deferred.token)).toMatchObject({
      customerId: viewer.id,
      productId: product,
      status: "ACTIVE",
      renews: true,
      watches: true,
    });
    stopClockAt(at("04-10T12:00:30"));
    Object.assign(deferred, { product: next.product, next: undefined, expires: at("05-10T12:00:00"), order: "GPA.renewed" });
    await told(about(deferred.token, 2));
    expect(await known(deferred.token)).toMatchObject({ productId: next.product, watches: true });
    expect((await known(deferred.token)).history).toEqual(["active", "linked", "acknowledged", "renewed", "product_changed"]);
  },
);

/** SUBSCRIPTION_PRICE_CHANGE_CONFIRMED, SUBSCRIPTION_PRICE_CHANGE_UPDATED, SUBSCRIPTION_PRICE_STEP_UP_CONSENT_UPDATED. */
test.each([8, 19, 22])("a price that changes changes nothing of what is watched (notification %i)", async (type) => {
  const { token } = await bought();
  await told(about(token));
  await told(about(token, type));
  expect(await known(token)).toMatchObject({ status: "ACTIVE", watches: true, history: ["active", "linked", "acknowledged"] });
});

test("of many notifications about a purchase that come at once, those that wait find it answered", async () => {
  const { token } = await bought();
  await told(about(token));
  const before = play.asked.length;
  const eventIds: string[] = [];
  for (let notice = 0; notice < 60; notice += 1) {
    const { eventId } = await receiveNotification("google", { body: push(about(token)), headers: bearer() });
    eventIds.push(eventId!);
  }
  stopClockAt(at("03-10T12:00:01"));
  expect(await Promise.all(eventIds.map(handleNotification))).toEqual(eventIds.map(() => true));
  expect(play.asked.length - before).toBe(1);
  expect(await known(token)).toMatchObject({ watches: true });
});

test("many purchases that Google does not know leave nothing behind, and it is asked once about each", async () => {
  const before = await db.storePurchase.count();
  const eventIds: string[] = [];
  for (let notice = 0; notice < 40; notice += 1) {
    const { eventId } = await receiveNotification("google", { body: push(about(`unknown-${notice}`)), headers: bearer() });
    eventIds.push(eventId!);
  }
  const asked = play.asked.length;
  await Promise.all(eventIds.map(handleNotification));
  expect(play.asked.length - asked).toBe(40);
  expect(await db.storePurchase.count()).toBe(before);
  expect(await db.inboundEvent.count({ where: { id: { in: eventIds }, handledAt: null } })).toBe(0);
});
