import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { itemOf } from "#lib/catalog/contract.ts";
import { db } from "#lib/db/client.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { addItem, grantsOf, removeItem, STANDING } from "#lib/subscriptions/items.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aViewer, buy, changePlanTo } from "#tests/support/shop.ts";
import { at, chargesOf, endEarlierStories } from "#tests/support/story.ts";

useDatabase();

const locked = <T>(id: string, work: (tx: Tx, subscription: Subscription) => Promise<T>) =>
  transaction(async (tx) => work(tx, await lockSubscription(tx, id)));

const linesOf = async (subscriptionId: string, cycle: number) =>
  (await db.invoiceLine.findMany({ where: { invoice: { subscriptionId, cycle, kind: "INVOICE" } }, orderBy: { position: "asc" } })).map(
    ({ kind, description, quantity, total }) => [kind, description, quantity, Number(total)],
  );

test("a subscription with two items bills both, each at the price it was sold at, and grants what both granted then", async () => {
  stopClockAt(new Date("2026-05-01T12:00:00Z"));
  const { plan, price } = await aPlan({ amount: 1000n });
  const sports = await aPlan({ amount: 300n });
  await db.plan.update({ where: { id: plan.id }, data: { packages: ["Movies"], maxDevices: 3, maxStreams: 2, quality: "HD" } });
  await db.plan.update({
    where: { id: sports.plan.id },
    data: { name: "Sports", packages: ["Sports", "Movies"], maxDevices: 0, maxStreams: 1, quality: "UHD" },
  });
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, price);
  const addOn = await db.plan.findUniqueOrThrow({ where: { id: sports.plan.id } });
  const terms = { ...itemOf({ plan: addOn, price: sports.price, amount: 300n }, "ADD_ON"), quantity: 2 };
  const added = await locked(subscriptionId, (tx, subscription) => addItem(tx, subscription, terms, "operator"));

  await db.plan.updateMany({ data: { packages: [], maxDevices: 9, name: "Renamed" } });
  const { items, amount } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { items: STANDING } });
  expect(amount).toBe(1600n);
  expect(grantsOf(items)).toEqual({ packages: ["Movies", "Sports"], maxDevices: 3, maxStreams: 4, quality: "UHD" });

  await at("2026-06-01");
  expect(await linesOf(subscriptionId, 1)).toEqual([
    ["plan", "Premium", 1, 1000],
    ["add_on", "Sports", 2, 600],
  ]);
  const [renewal] = await db.transaction.findMany({ where: { subscriptionId, kind: "CHARGE" }, orderBy: { number: "desc" }, take: 1 });
  expect(renewal).toMatchObject({ status: "SUCCEEDED", amount: 1600n });
  await expectBooksAgree();

  await locked(subscriptionId, (tx, subscription) => removeItem(tx, subscription, added.id, "operator"));
  await expect(locked(subscriptionId, (tx, subscription) => removeItem(tx, subscription, added.id, "operator"))).rejects.toMatchObject({
    code: "item_removed",
  });
  await at("2026-07-01");
  expect(await linesOf(subscriptionId, 2)).toEqual([["plan", "Premium", 1, 1000]]);
  await expectBooksAgree();
});

test("nothing is added to what has ended, nor taken off it", async () => {
  stopClockAt(new Date("2026-07-01T13:00:00Z"));
  await endEarlierStories();
  const { subscriptionId } = await buy(await aViewer(), (await aPlan()).price);
  const sports = await aPlan({ amount: 300n });
  const terms = itemOf({ ...sports, amount: 300n }, "ADD_ON");
  const added = await locked(subscriptionId, (tx, subscription) => addItem(tx, subscription, terms, "operator"));
  await cancelPlan({ subscriptionId, when: "now" }, SYSTEM);
  const ended = { code: "subscription_ended" };
  await expect(locked(subscriptionId, (tx, subscription) => addItem(tx, subscription, terms, "operator"))).rejects.toMatchObject(ended);
  await expect(locked(subscriptionId, (tx, subscription) => removeItem(tx, subscription, added.id, "operator"))).rejects.toMatchObject(
    ended,
  );
  expect(await db.domainEvent.count({ where: { subscriptionId, type: "changed" } })).toBe(1);
});

test("the plan itself cannot be taken off, nor be there twice", async () => {
  stopClockAt(new Date("2026-07-02T12:00:00Z"));
  await endEarlierStories();
  const { plan, price } = await aPlan();
  const { subscriptionId } = await buy(await aViewer(), price);
  const item = await db.subscriptionItem.findFirstOrThrow({ where: { subscriptionId } });
  await expect(locked(subscriptionId, (tx, subscription) => removeItem(tx, subscription, item.id, "operator"))).rejects.toMatchObject({
    code: "item_removed",
  });
  const again = itemOf({ plan, price, amount: 1n });
  await expect(locked(subscriptionId, (tx, subscription) => addItem(tx, subscription, again, "operator"))).rejects.toThrow(/23505|Unique/);
});

test("the cycle goes on over a changed interval, so a coupon for one time is not given twice and no period is billed twice", async () => {
  stopClockAt(new Date("2026-05-31T12:00:00Z"));
  await endEarlierStories();
  const viewer = await aViewer();
  await aCoupon("HALF", { percentPpm: 500_000, duration: "ONCE" });
  const { subscriptionId } = await buy(viewer, (await aPlan({ amount: 1000n })).price, { couponCode: "HALF" });
  await at("2026-06-30");
  stopClockAt(new Date("2026-07-10T12:00:00Z"));
  await changePlanTo(subscriptionId, (await aPlan({ amount: 12000n, interval: "YEAR" })).price, "anew");
  await at("2026-07-10");
  await at("2027-07-12");
  const invoices = await db.invoice.findMany({ where: { subscriptionId }, orderBy: { cycle: "asc" } });
  expect(invoices.map(({ cycle, total, periodStart }) => [cycle, Number(total), periodStart?.toISOString().slice(0, 10)])).toEqual([
    [0, 500, "2026-05-31"],
    [1, 1000, "2026-06-30"],
    [2, 11339, "2026-07-10"],
    [3, 12000, "2027-07-10"],
  ]);
  expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]);
  await expectBooksAgree();
});
