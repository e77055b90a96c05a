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
