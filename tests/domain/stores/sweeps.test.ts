import { beforeEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { storeHealth } from "#lib/reports/store-health.ts";
import { handleNotifications } from "#lib/stores/handle-notification.ts";
import { receiveNotification } from "#lib/stores/receive-notification.ts";
import { sweepStores } from "#lib/stores/sweep.ts";
import { about, bearer, push } from "#tests/support/app-stores/google.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer } from "#tests/support/shop.ts";
import { known, sells, useStores } from "./stores.ts";

useDatabase();
const { apple, play } = await useStores();
const at = (text: string) => new Date(`2026-${text}Z`);
beforeEach(async () => {
  stopClockAt(at("03-10T12:00:00"));
  await db.storeSweep.deleteMany();
  for (const vendor of [apple, play]) vendor.troubles.splice(0);
});

async function reads(): Promise<void> {
  await sweepStores();
  await handleNotifications();
}

const later = (minutes: number) => stopClockAt(new Date(now().getTime() + minutes * 60_000));
const sweepOf = (store: string) => db.storeSweep.findUniqueOrThrow({ where: { store } });

async function soldOnPlay(token: string) {
  const viewer = await aViewer();
  const product = await sells((await aPlan()).plan.id);
  const sold = play.sell({ token, product, expires: at("04-10T12:00:00"), account: viewer.id });
  const { eventId } = await receiveNotification("google", { body: push(about(token)), headers: bearer() });
  expect(eventId).not.toBeNull();
  await handleNotifications();
  return sold;
}

test("a purchase in the app of which no notification came is found, once, whatever comes later", async () => {
  const viewer = await aViewer();
  const product = await sells((await aPlan()).plan.id);
  const sold = apple.sell({ id: "900", product, expires: at("04-10T12:00:00"), account: viewer.id });
  const body = apple.notification("SUBSCRIBED", sold, { uuid: "lost", at: at("03-10T11:59:00") });
  await reads();
  expect(await known("900")).toMatchObject({ customerId: viewer.id, watches: true, history: ["active", "linked"] });
  expect((await receiveNotification("apple", { body, headers: {} })).eventId).toBeNull();
});

test("money that Google gave back without a word ends what it paid for", async () => {
  const sold = await soldOnPlay("lost-refund-1");
  await reads();
  expect(await known(sold.token)).toMatchObject({ status: "ACTIVE", watches: true });
  later(30);
  for (const orderId of ["GPA.other", "GPA.another", sold.order])
    play.voided.push({
      purchaseToken: orderId === sold.order ? sold.token : "of-nobody",
      orderId,
      voidedTimeMillis: String(now().getTime()),
    });
  await reads();
  expect(await known(sold.token)).toMatchObject({ status: "ACTIVE" }); // not due yet
  later(31);
  await reads();
  expect(await known(sold.token)).toMatchObject({ status: "REVOKED", watches: false });
  expect(await db.inboundEvent.count({ where: { externalId: { startsWith: "voided:" } } })).toBe(1); // of purchases that are ours
});

test("each list is read on where it was left, with what is late; a silence puts it off and loses nothing", async () => {
  await sweepStores();
  expect(await sweepOf("apple")).toMatchObject({ readTo: at("03-10T11:50:00"), dueAt: at("03-10T13:00:00"), page: null });
  const product = await sells((await aPlan()).plan.id);
  const sold = apple.sell({ id: "901", product, expires: at("04-10T12:00:00") });
  apple.notification("SUBSCRIBED", sold, { at: at("03-10T11:55:00") });
  later(61);
  apple.troubles.push({ status: 500 });
  await sweepStores();
  expect(await sweepOf("apple")).toMatchObject({ readTo: at("03-10T11:50:00"), failures: 1, error: expect.any(String) });
  expect((await sweepOf("google")).failures).toBe(0);
  later(2);
  await reads();
  expect(await sweepOf("apple")).toMatchObject({ failures: 0, error: null, readTo: at("03-10T12:53:00") });
  expect(await known("901")).toMatchObject({ status: "ACTIVE" });
});

test("a store whose list cannot be read is shown with the reason, and needs attention after three failures in a row", async () => {
  const health = async () => (await storeHealth(["apple", "google"], now())).map(({ id, state, error }) => [id, state, error]);
  const attention = async () => (await needsAttention(now(), "UTC")).counts.silentStores;
  expect(await storeHealth(["apple"], now())).toMatchObject([{ label: "App Store", state: expect.any(String), readTo: null }]);
  await sweepStores();
  later(61);
  for (const failures of [1, 2, 3]) {
    apple.troubles.push({ status: 500 });
    await sweepStores();
    expect(await sweepOf("apple")).toMatchObject({ failures });
    expect(await health()).toEqual([
      ["apple", failures < 3 ? "doubtful" : "silent", expect.any(String)],
      ["google", "well", null],
    ]);
    expect(await attention()).toBe(failures < 3 ? 0 : 1);
    later(10);
  }
  await sweepStores();
  expect(await health()).toEqual([
    ["apple", "well", null],
    ["google", "well", null],
  ]);
  expect(await attention()).toBe(0);
});

test("the first look, as far back as Apple remembers, asks page after page for the same time, however long that takes", async () => {
  const product = await sells((await aPlan()).plan.id);
  for (const id of ["910", "911", "912", "913", "914"]) {
    const sold = apple.sell({ id, product, expires: at("04-10T12:00:00") });
    apple.notification("SUBSCRIBED", sold, { at: at("03-10T11:30:00") });
  }
  for (let look = 0; look < 5; look += 1) {
    await sweepStores(1);
    later(1);
  }
  expect(await sweepOf("apple")).toMatchObject({ failures: 0, error: null, page: null });
  await handleNotifications();
  expect(await known("914")).toMatchObject({ status: "ACTIVE" });
});
