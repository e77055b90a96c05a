import { beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import type { StorePurchaseStatus } from "#lib/db/generated/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { type PurchaseFilter, storeCounts, storePurchaseDetails, storePurchases, storePurchasesOf } from "#lib/reports/store-purchases.ts";
import { mapProduct } from "#lib/stores/map-product.ts";
import { ownStorePlans } from "#lib/web/account/own-store-plans.ts";
import { useStores } from "#tests/domain/stores/stores.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
await useStores();
const at = new Date("2026-03-10T12:00:00Z");
const later = new Date("2026-04-10T12:00:00Z");
let viewer: Awaited<ReturnType<typeof aViewer>>;

async function purchase(
  reference: string,
  given: { customerId?: string; productId?: string; status?: StorePurchaseStatus; test?: boolean },
) {
  const known = {
    store: "apple",
    reference,
    productId: "tv.family",
    status: "ACTIVE",
    renews: true,
    price: 999n,
    currency: "EUR",
  } as const;
  return db.storePurchase.create({ data: { ...known, expiresAt: later, askedAt: at, createdAt: at, ...given } });
}

beforeAll(async () => {
  stopClockAt(at);
  viewer = await aViewer();
  const { plan, price } = await aPlan();
  await mapProduct({ planId: plan.id, store: "apple", productId: "tv.family" }, { kind: "SYSTEM", name: "Test" });
  const payer = await aViewer();
  await buy(payer, price);
  await purchase("fine", { customerId: viewer.id });
  await purchase("nobody's", {});
  await purchase("unmapped", { customerId: viewer.id, productId: "tv.other" });
  await purchase("twice", { customerId: payer.id });
  await purchase("over", { status: "EXPIRED" });
  await purchase("a test", { customerId: viewer.id, test: true });
});

const list = async (filter: Partial<PurchaseFilter> = {}) => {
  const { rows } = await storePurchases({ q: "", state: null, store: null, from: null, to: null, ...filter }, "UTC", null);
  const references = await db.storePurchase.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, select: { reference: true } });
  return references.map(({ reference }) => reference).sort();
};

test("says what waits for somebody", async () => {
  expect(await list({ state: "unlinked" })).toEqual(["nobody's"]);
  expect(await list({ state: "unmapped" })).toEqual(["unmapped"]);
  expect(await list({ state: "twice" })).toEqual(["twice"]);
  expect(await list({ state: "fine" })).toEqual(["a test", "fine", "over"]);
  expect(await list()).toHaveLength(6);
  expect((await needsAttention(at, "UTC")).counts).toMatchObject({ unlinkedPurchases: 1, unmappedPurchases: 1, paidTwice: 1 });
});

test("finds one by its viewer, product or reference, and by the store", async () => {
  expect(await list({ q: "nobody's" })).toEqual(["nobody's"]);
  expect(await list({ q: "tv.OTHER" })).toEqual(["unmapped"]);
  expect(await list({ q: viewer.email })).toEqual(["a test", "fine", "unmapped"]);
  expect(await list({ store: "google" })).toEqual([]);
});

test("counts who watches by each store, without tests", async () => {
  expect(await storeCounts()).toEqual([{ store: "App Store", watching: 2, unlinked: 1, unmapped: 1, twice: 1 }]);
});

test("a viewer's page and their account show what they have", async () => {
  expect((await storePurchasesOf(viewer.id)).map(({ state }) => state).sort()).toEqual(["fine", "fine", "unmapped"]);
  const plans = await ownStorePlans(viewer.id);
  expect(plans).toHaveLength(1); // not the test
  expect(plans[0]).toMatchObject({
    store: "App Store",
    status: "ACTIVE",
    expiresAt: later,
    manageUrl: "https://apps.apple.com/account/subscriptions",
  });
  const { id } = await db.storePurchase.findFirstOrThrow({ where: { reference: "fine" } });
  expect(await storePurchaseDetails(id)).toMatchObject({
    store: "App Store",
    customer: { id: viewer.id },
    price: 999n,
    plan: { id: expect.any(String) },
  });
});
