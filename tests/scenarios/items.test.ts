import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { grantsOf, STANDING } from "#lib/subscriptions/items.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aViewer, buy, change, changePlanTo } from "#tests/support/shop.ts";
import { at, chargesOf, endEarlierStories } from "#tests/support/story.ts";

useDatabase();

const linesOf = async (subscriptionId: string, cycle: number) =>
  (await db.invoiceLine.findMany({ where: { invoice: { subscriptionId, cycle, kind: "INVOICE" } }, orderBy: { position: "asc" } })).map(
    ({ kind, description, quantity, total }) => [kind, description, quantity, Number(total)],
  );

test("a subscription with two items bills both, each at the price it was sold at, and grants what both granted then", async () => {
  stopClockAt(new Date("2026-05-01T12:00:00Z"));
  const { plan, price } = await aPlan({ amount: 1000n });
  const sports = await aPlan({ amount: 300n, kind: "ADD_ON" });
  await db.plan.update({ where: { id: plan.id }, data: { packages: ["Movies"], maxDevices: 3, maxStreams: 2, quality: "HD" } });
  await db.plan.update({
    where: { id: sports.plan.id },
    data: { name: "Sports", packages: ["Sports", "Movies"], maxDevices: 0, maxStreams: 1, quality: "UHD" },
  });
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, price);
  await change(subscriptionId, { add: sports.price.id });

  await db.plan.updateMany({ data: { packages: [], maxDevices: 9, name: "Renamed" } });
  const { items, amount } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { items: STANDING } });
  expect(amount).toBe(1300n);
  expect(grantsOf(items)).toEqual({ packages: ["Movies", "Sports"], maxDevices: 3, maxStreams: 3, quality: "UHD" });

  await at("2026-06-01");
  expect(await linesOf(subscriptionId, 1)).toEqual([
    ["plan", "Premium", 1, 1000],
    ["add_on", "Sports", 1, 300],
  ]);
  const [renewal] = await db.transaction.findMany({ where: { subscriptionId, kind: "CHARGE" }, orderBy: { number: "desc" }, take: 1 });
  expect(renewal).toMatchObject({ status: "SUCCEEDED", amount: 1300n });
  await expectBooksAgree();

  const added = items.find(({ kind }) => kind === "ADD_ON")!;
  await change(subscriptionId, { remove: added.id, time: "prorated" });
  await expect(change(subscriptionId, { remove: added.id })).rejects.toMatchObject({ code: "item_removed" });
  await at("2026-07-01");
  expect((await linesOf(subscriptionId, 2)).map(([kind, name]) => [kind, name])).toEqual([
    ["plan", "Premium"],
    ["credit", "Sports"],
  ]);
  await expectBooksAgree();
});

test("nothing is added to what has ended, and the plan itself cannot be taken off", async () => {
  stopClockAt(new Date("2026-07-02T12:00:00Z"));
  await endEarlierStories();
  const { subscriptionId } = await buy(await aViewer(), (await aPlan()).price);
  const { price } = await aPlan({ amount: 300n, kind: "ADD_ON" });
  const plan = await db.subscriptionItem.findFirstOrThrow({ where: { subscriptionId } });
  await expect(change(subscriptionId, { remove: plan.id })).rejects.toMatchObject({ code: "item_removed" });
  await cancelPlan({ subscriptionId, when: "now" }, SYSTEM);
  await expect(change(subscriptionId, { add: price.id })).rejects.toMatchObject({ code: "subscription_ended" });
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
