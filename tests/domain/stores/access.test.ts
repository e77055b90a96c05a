import { beforeEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { letTest } from "#lib/stores/let-test.ts";
import { linkPurchase } from "#lib/stores/link-purchase.ts";
import { lookAtPurchase } from "#lib/stores/look-at-purchase.ts";
import { mapProduct, unmapProduct } from "#lib/stores/map-product.ts";
import { store } from "#lib/stores/registry.ts";
import { tellDueAccess } from "#lib/stores/tell-access.ts";
import type { Sold } from "#tests/support/app-stores/apple.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { known, OPERATOR, sells, useStores } from "./stores.ts";

useDatabase();
const { apple, play } = await useStores();
const at = (text: string) => new Date(`2026-${text}Z`);
beforeEach(() => {
  stopClockAt(at("03-10T12:00:00"));
  apple.troubles.splice(0);
});

const MOVIES = { packages: ["Movies"], maxDevices: 3, maxStreams: 2, quality: "HD" as const };
let ids = 8000;

async function bought(given: Partial<Sold> = {}) {
  const viewer = await aViewer();
  const { plan } = await aPlan();
  await db.plan.update({ where: { id: plan.id }, data: MOVIES });
  const id = String(++ids);
  const sold = apple.sell({ id, product: await sells(plan.id), expires: at("04-10T12:00:00"), account: viewer.id, ...given });
  await look(id);
  return { viewer, plan, id, sold };
}

const look = (reference: string, name = "apple") => lookAtPurchase(store(name)!, reference, { source: "webhook" });
const becomes = (sold: Sold, given: Partial<Sold>) => look(Object.assign(sold, given).id);

/** What was told of access by a purchase: what, when it was, and whose. */
async function told(reference: string) {
  const events = await db.domainEvent.findMany({
    where: { subject: "ACCESS", storePurchase: { reference } },
    orderBy: { position: "asc" },
  });
  return events.map(({ type, source, data }) => ({
    type,
    source,
    ...(data as { customerId: string; packages?: string[]; endedAt?: string }),
  }));
}
const kinds = async (reference: string) => (await told(reference)).map(({ type }) => type);

test("access is told with what it grants, when the store gives it, and when it takes it", async () => {
  const { viewer, plan, id, sold } = await bought();
  await becomes(sold, { expires: at("05-10T12:00:00"), order: "renewal" }); // nothing new to who watches
  await becomes(sold, { status: 4, grace: at("05-16T12:00:00") });
  await becomes(sold, { status: 5 });
  expect(await told(id)).toEqual([
    { type: "granted", source: "webhook", customerId: viewer.id, planId: plan.id, ...MOVIES },
    { type: "ended", source: "webhook", customerId: viewer.id, endedAt: "2026-03-10T12:00:00.000Z" },
  ]);
  await becomes(sold, { status: 1 });
  expect(await kinds(id)).toEqual(["granted", "ended", "granted"]);
});

test("the clock takes it: at the end where it does not renew, after the leeway while the store is silent", async () => {
  const { id } = await bought({ renews: false });
  const silent = await bought();
  const hangsUp = () => apple.troubles.splice(0, 9, ...Array.from({ length: 9 }, () => "silence" as const));
  hangsUp();
  stopClockAt(at("04-10T12:00:00"));
  await runSchedule();
  expect([await kinds(id), await kinds(silent.id)]).toEqual([["granted", "ended"], ["granted"]]);
  hangsUp();
  stopClockAt(at("04-10T18:00:00"));
  await tellDueAccess();
  expect(await told(silent.id)).toMatchObject([
    { type: "granted" },
    { type: "ended", source: "worker", endedAt: "2026-04-10T18:00:00.000Z" },
  ]);
  await tellDueAccess();
  expect(await kinds(silent.id)).toHaveLength(2);
});

test("whose it is: nothing before it is somebody's, and moved it ends for one and begins for the other", async () => {
  const { viewer, id } = await bought({ account: undefined });
  expect(await told(id)).toEqual([]);
  const { id: purchaseId } = await known(id);
  await linkPurchase({ purchaseId, email: viewer.email }, OPERATOR);
  const other = await aViewer();
  await linkPurchase({ purchaseId, email: other.email }, OPERATOR);
  expect((await told(id)).map(({ type, source, customerId }) => [type, source, customerId])).toEqual([
    ["granted", "operator", viewer.id],
    ["ended", "operator", viewer.id],
    ["granted", "operator", other.id],
  ]);
});

test("which plan: another product changes it, a mapping gives it and takes it", async () => {
  const { id, sold } = await bought({ product: "tv.told" });
  await tellDueAccess();
  expect(await told(id)).toEqual([]);
  const { plan } = await aPlan();
  await mapProduct({ planId: plan.id, store: "apple", productId: "tv.told" }, OPERATOR);
  await tellDueAccess();
  const other = await aPlan();
  await becomes(sold, { product: await sells(other.plan.id) });
  const row = await db.storeProduct.findFirstOrThrow({ where: { planId: other.plan.id, store: "apple" } });
  await unmapProduct({ id: row.id }, OPERATOR);
  await tellDueAccess();
  expect(await kinds(id)).toEqual(["granted", "changed", "ended"]);
});

test("at Google an upgrade ends the one and begins the other, and nobody has two", async () => {
  const viewer = await aViewer();
  const [small, big] = [await sells((await aPlan()).plan.id), await sells((await aPlan()).plan.id)];
  play.sell({ token: "told-small-1", product: small, expires: at("04-10T12:00:00"), account: viewer.id });
  await look("told-small-1", "google");
  play.sell({ token: "told-big-1", product: big, expires: at("04-20T12:00:00"), replaces: "told-small-1" });
  await look("told-big-1", "google");
  expect([await kinds("told-small-1"), await kinds("told-big-1")]).toEqual([["granted", "ended"], ["granted"]]);
  const [ended, granted] = [(await told("told-small-1"))[1], (await told("told-big-1"))[0]];
  expect([ended.customerId, granted.customerId]).toEqual([viewer.id, viewer.id]);
});

test("a test gives access when its viewer may test", async () => {
  const { id } = await bought({ sandbox: true });
  const { id: purchaseId } = await known(id);
  await letTest({ purchaseId, allowed: true }, OPERATOR);
  await tellDueAccess();
  await letTest({ purchaseId, allowed: false }, OPERATOR);
  await tellDueAccess();
  expect(await kinds(id)).toEqual(["granted", "ended"]);
});

test("one purchase of which nothing can be told holds up no other, and is told later", async () => {
  const [broken, ...others] = [await bought(), await bought(), await bought(), await bought(), await bought(), await bought()];
  stopClockAt(at("05-10T12:00:00"));
  const { id } = await known(broken.id);
  await db.$executeRawUnsafe(`CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$`);
  await db.$executeRawUnsafe(
    `CREATE TRIGGER refuse_one BEFORE INSERT ON "DomainEvent" FOR EACH ROW WHEN (NEW."storePurchaseId" = '${id}') EXECUTE FUNCTION refuse_one()`,
  );
  await tellDueAccess();
  await db.$executeRawUnsafe(`DROP FUNCTION refuse_one() CASCADE`);
  for (const other of others) expect(await kinds(other.id)).toEqual(["granted", "ended"]);
  expect(await kinds(broken.id)).toEqual(["granted"]);
  stopClockAt(at("05-10T12:05:00"));
  await tellDueAccess();
  expect(await kinds(broken.id)).toEqual(["granted", "ended"]);
});

test("what waits for somebody is counted as the list has it", async () => {
  const { needsAttention } = await import("#lib/reports/attention.ts");
  const counts = async () => (await needsAttention(at("03-10T12:00:00"), "UTC")).counts;
  const before = await counts();
  await bought({ account: undefined });
  await bought({ product: "tv.nothing" });
  const { viewer, plan } = await bought();
  const price = await db.price.findFirstOrThrow({ where: { planId: plan.id } });
  await db.storePurchase.updateMany({ where: { customerId: viewer.id }, data: { status: "EXPIRED" } });
  await buy(viewer, price);
  await db.storePurchase.updateMany({ where: { customerId: viewer.id }, data: { status: "ACTIVE" } });
  expect(await counts()).toMatchObject({
    unlinkedPurchases: before.unlinkedPurchases + 1,
    unmappedPurchases: before.unmappedPurchases + 1,
    paidTwice: before.paidTwice + 1,
  });
});
