import { beforeEach, expect, test } from "vitest";
import { reportStorePurchase } from "#lib/billing/buying/report-store-purchase.ts";
import { db } from "#lib/db/client.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { handleNotification } from "#lib/stores/handle-notification.ts";
import { linkPurchase } from "#lib/stores/link-purchase.ts";
import { lookAtPurchases } from "#lib/stores/look-again.ts";
import { mapProduct, unmapProduct } from "#lib/stores/map-product.ts";
import { receiveNotification } from "#lib/stores/receive-notification.ts";
import { testStore } from "#lib/stores/test-store.ts";
import type { Sold } from "#tests/support/app-stores/apple.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { APP, known, OPERATOR, sells, useStores } from "./stores.ts";

useDatabase();
const { apple } = await useStores();
const at = (text: string) => new Date(`2026-${text}Z`);
beforeEach(() => {
  stopClockAt(at("03-10T12:00:00"));
  apple.troubles.splice(0);
});

let ids = 1000;
const nextId = () => String(++ids);

/** A viewer who has bought a plan in the app, for a month; Apple has told nobody. */
async function bought(given: Partial<Sold> = {}) {
  const viewer = await aViewer();
  const { plan, price } = await aPlan();
  const product = await sells(plan.id);
  const id = nextId();
  const sold = apple.sell({ id, product, expires: at("04-10T12:00:00"), account: viewer.id, ...given });
  return { viewer, plan, price, product, id, sold };
}

/** Apple tells, and it is handled. */
async function told(type: string, sold: Sold, uuid?: string) {
  const { status, eventId } = await receiveNotification("apple", { body: apple.notification(type, sold, { uuid }), headers: {} });
  expect(status).toBe(200);
  return eventId ? handleNotification(eventId) : null;
}

const becomes = (sold: Sold, given: Partial<Sold>) => Object.assign(sold, given);

test("what is bought in the app is watched, renewed and canceled there, and costs nothing here", async () => {
  const { viewer, sold, id } = await bought();
  await told("SUBSCRIBED", sold);
  expect(await known(id)).toMatchObject({ customerId: viewer.id, status: "ACTIVE", watches: true, price: 999n, currency: "EUR" });
  stopClockAt(at("04-10T11:00:00"));
  await told("DID_RENEW", becomes(sold, { expires: at("05-10T12:00:00"), order: "renewal" }));
  await told("DID_CHANGE_RENEWAL_STATUS", becomes(sold, { renews: false }));
  stopClockAt(at("05-10T11:00:00"));
  expect(await known(id)).toMatchObject({ renews: false, watches: true });
  stopClockAt(at("05-10T12:00:00"));
  expect(await known(id)).toMatchObject({ watches: false });
  await told("EXPIRED", becomes(sold, { status: 2 }));
  expect((await known(id)).history).toEqual(["active", "linked", "renewed", "renewal_off", "expired"]);
  const none = [db.invoice.count(), db.transaction.count(), db.ledgerEntry.count(), db.subscription.count(), db.order.count()];
  expect(await Promise.all(none)).toEqual([0, 0, 0, 0, 0]);
});

test("unpaid it is watched in grace, not while Apple tries again, and again when that succeeds", async () => {
  const { sold, id } = await bought();
  await told("SUBSCRIBED", sold);
  stopClockAt(at("04-10T12:01:00"));
  await told("DID_FAIL_TO_RENEW", becomes(sold, { status: 4, grace: at("04-16T12:00:00") }));
  expect(await known(id)).toMatchObject({ status: "GRACE", watches: true });
  stopClockAt(at("04-16T12:01:00"));
  expect((await known(id)).watches).toBe(true); // until Apple has said what became of it
  await told("GRACE_PERIOD_EXPIRED", becomes(sold, { status: 3 }));
  expect(await known(id)).toMatchObject({ status: "RETRY", watches: false });
  await told("DID_RENEW", becomes(sold, { status: 1, expires: at("05-16T12:00:00"), order: "recovered" }));
  expect(await known(id)).toMatchObject({ status: "ACTIVE", watches: true });
});

test("what Apple refunds is not watched from that moment", async () => {
  const { sold, id } = await bought();
  await told("SUBSCRIBED", sold);
  await told("REFUND", becomes(sold, { status: 5 }));
  expect(await known(id)).toMatchObject({ status: "REVOKED", watches: false });
  await told("REFUND_REVERSED", becomes(sold, { status: 1 }));
  expect(await known(id)).toMatchObject({ status: "ACTIVE", watches: true });
});

test("an upgrade within the group is the same purchase with another product", async () => {
  const { sold, id, viewer } = await bought();
  await told("SUBSCRIBED", sold);
  const dearer = await aPlan();
  await told("DID_CHANGE_RENEWAL_PREF", becomes(sold, { product: await sells(dearer.plan.id), order: "upgrade" }));
  expect(await known(id)).toMatchObject({ watches: true, history: ["active", "linked", "product_changed"] });
  await expect(buy(viewer, dearer.price)).rejects.toThrow("paid_in_store");
});

test("a notification is handled once, and what comes late or twice changes nothing", async () => {
  const { sold, id } = await bought();
  await told("DID_RENEW", sold, "one");
  expect(await told("DID_RENEW", sold, "one")).toBeNull();
  await told("EXPIRED", becomes(sold, { status: 1 }), "late"); // by what it says it is over, by what Apple says now it is not
  expect(await known(id)).toMatchObject({ status: "ACTIVE", history: ["active", "linked"] });
});

test("an answer to an older question does not undo a younger one", async () => {
  const { sold, id } = await bought();
  await told("SUBSCRIBED", sold);
  const before = await known(id);
  stopClockAt(at("03-09T12:00:00"));
  await told("REFUND", becomes(sold, { status: 5 }));
  expect(await known(id)).toMatchObject({ status: "ACTIVE", askedAt: before.askedAt });
});

test("a forged notification is refused, and nothing is kept; while Apple is silent it waits and is not lost", async () => {
  const { sold, id } = await bought();
  const forged = apple.notification("SUBSCRIBED", sold, { data: { bundleId: "com.other.app" } });
  expect(await receiveNotification("apple", { body: forged, headers: {} })).toEqual({ status: 400, eventId: null });
  apple.troubles.push("silence");
  expect(await told("SUBSCRIBED", sold, "waits")).toBe(false);
  expect(await db.inboundEvent.findMany({ where: { externalId: "waits" }, select: { handledAt: true, attempts: true } })).toEqual([
    { handledAt: null, attempts: 1 },
  ]);
  stopClockAt(at("03-10T12:02:00"));
  await runSchedule();
  expect(await known(id)).toMatchObject({ status: "ACTIVE", watches: true });
});

test("what was not told is found out: at the end of a period, and once a day", async () => {
  const { sold, id } = await bought();
  await told("SUBSCRIBED", sold);
  stopClockAt(at("03-11T12:00:01"));
  becomes(sold, { status: 5 });
  expect(await lookAtPurchases()).toBeGreaterThan(0);
  expect(await known(id)).toMatchObject({ status: "REVOKED" });

  const other = await bought({ expires: at("03-11T18:00:00") });
  await told("SUBSCRIBED", other.sold);
  becomes(other.sold, { expires: at("04-11T18:00:00"), order: "renewed" });
  stopClockAt(at("03-11T18:00:30"));
  expect((await known(other.id)).watches).toBe(true);
  stopClockAt(at("03-11T18:01:30"));
  await lookAtPurchases();
  expect(await known(other.id)).toMatchObject({ expiresAt: at("04-11T18:00:00"), watches: true });
});

test("while Apple is silent after the end of a period, its viewer watches on for six hours, and no longer", async () => {
  const { sold, id } = await bought();
  await told("SUBSCRIBED", sold);
  stopClockAt(at("04-10T17:59:00"));
  apple.troubles.push("silence", "silence");
  await lookAtPurchases();
  expect(await known(id)).toMatchObject({ status: "ACTIVE", watches: true });
  stopClockAt(at("04-10T18:00:00"));
  expect((await known(id)).watches).toBe(false);
});

test("what is paid for in the store is not sold here", async () => {
  const { viewer, price, sold } = await bought();
  await told("SUBSCRIBED", sold);
  await expect(buy(viewer, price)).rejects.toMatchObject({ code: "paid_in_store", values: { store: "App Store" } });
  await told("DID_FAIL_TO_RENEW", becomes(sold, { status: 3 })); // Apple may still collect
  await expect(buy(viewer, price)).rejects.toThrow("paid_in_store");
  await buy(viewer, (await aPlan()).price); // another plan is
  await told("EXPIRED", becomes(sold, { status: 2 }));
  await buy(viewer, price);
});

test("the app tells before Apple does, and again; nobody else may have it", async () => {
  const { viewer, sold, id } = await bought({ account: undefined });
  const report = (customerId: string) => reportStorePurchase({ store: "apple", customerId, proof: apple.proof(sold) }, APP);
  const answer = { store: "apple", product: sold.product, status: "active", expiresAt: sold.expires, renews: true, entitled: true };
  expect(await report(viewer.id)).toEqual(answer);
  await told("SUBSCRIBED", sold);
  expect(await report(viewer.id)).toEqual(answer);
  const other = await aViewer();
  await expect(report(other.id)).rejects.toThrow("store_purchase_taken");
  expect(await known(id)).toMatchObject({ customerId: viewer.id, history: ["active", "linked"] });
});

test("two at once write it down once", async () => {
  const { viewer, sold, id } = await bought();
  const report = () => reportStorePurchase({ store: "apple", customerId: viewer.id, proof: apple.proof(sold) }, APP);
  await Promise.all([report(), told("SUBSCRIBED", sold), report(), told("DID_RENEW", sold)]);
  expect(await known(id)).toMatchObject({ watches: true, history: ["active", "linked"] });
});

test("whom the store names has it, whoever else says so", async () => {
  const { viewer, sold, id } = await bought();
  const other = await aViewer();
  await expect(reportStorePurchase({ store: "apple", customerId: other.id, proof: apple.proof(sold) }, APP)).rejects.toThrow(
    "store_purchase_taken",
  );
  expect(await known(id)).toMatchObject({ customerId: viewer.id });
});

test("a purchase that names nobody waits, until an operator gives it to its viewer, and moves it", async () => {
  const { viewer, sold, id } = await bought({ account: "0192f3a4-0000-7000-8000-000000000000" });
  await told("SUBSCRIBED", sold);
  const { id: purchaseId, customerId } = await known(id);
  expect(customerId).toBeNull();
  await expect(linkPurchase({ purchaseId, email: "nobody@example.com" }, OPERATOR)).rejects.toThrow("customer_unknown");
  await linkPurchase({ purchaseId, email: viewer.email }, OPERATOR);
  expect(await known(id)).toMatchObject({ customerId: viewer.id, watches: true });
  const other = await aViewer();
  await linkPurchase({ purchaseId, email: other.email }, OPERATOR);
  await told("DID_RENEW", sold);
  expect(await known(id)).toMatchObject({ customerId: other.id, watches: true, history: ["active", "linked", "moved"] });
  expect(await db.auditEntry.count({ where: { action: "store_purchase.linked", subjectId: purchaseId } })).toBe(2);
});

test("a product that sells nothing entitles to nothing, until it is mapped", async () => {
  const { sold, id } = await bought({ product: "tv.unmapped" });
  await told("SUBSCRIBED", sold);
  expect((await known(id)).watches).toBe(false);
  const { plan } = await aPlan();
  await mapProduct({ planId: plan.id, store: "apple", productId: "tv.unmapped" }, OPERATOR);
  expect((await known(id)).watches).toBe(true);
  await expect(mapProduct({ planId: plan.id, store: "apple", productId: "tv.unmapped" }, OPERATOR)).rejects.toThrow("store_product_taken");
  const { id: productRow } = await db.storeProduct.findFirstOrThrow({ where: { productId: "tv.unmapped" } });
  await unmapProduct({ id: productRow }, OPERATOR);
  expect((await known(id)).watches).toBe(false);
});

test("what is shared in a family is its member's own", async () => {
  const { sold, id } = await bought({ shared: true });
  await told("SUBSCRIBED", sold);
  expect(await known(id)).toMatchObject({ shared: true, watches: true });
});

test("its history cannot be changed", async () => {
  const { sold } = await bought();
  await told("SUBSCRIBED", sold);
  await expect(db.storePurchaseEvent.updateMany({ data: { type: "expired" } })).rejects.toThrow();
});

test("operators try the keys of a store", async () => {
  await testStore({ store: "apple" });
  await testStore({ store: "google" });
  apple.troubles.push({ status: 401 });
  await expect(testStore({ store: "apple" })).rejects.toMatchObject({ code: "store_test_failed", values: { reason: "HTTP 401" } });
  await expect(testStore({ store: "amazon" })).rejects.toThrow("store_unknown");
});
