import { expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aViewer, buy, order, payAtSandbox } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";

useDatabase();

const totals = async (subscriptionId: string) =>
  (await db.invoice.findMany({ where: { subscriptionId }, orderBy: { cycle: "asc" } })).map(({ total }) => Number(total));

it("a coupon that is corrected after it was sold stays what it was for who has it", async () => {
  stopClockAt(new Date("2026-03-10T12:00:00Z"));
  const { price } = await aPlan();
  const lasting = await aCoupon("LASTING", { duration: "FOREVER", percentPpm: 250_000 });
  const once = await aCoupon("ONCE", { percentPpm: 500_000 });
  const kept = await buy(await aViewer(), price, { couponCode: "LASTING" });
  const trial = await aPlan({ trialDays: 14 });
  const waiting = await buy(await aViewer(), trial.price, { couponCode: "ONCE" });
  await db.coupon.update({ where: { id: lasting.id }, data: { duration: "ONCE", percentPpm: 10_000 } });
  await db.coupon.update({ where: { id: once.id }, data: { percentPpm: 10_000 } });
  for (const day of ["2026-03-24T12:00:01Z", "2026-04-10", "2026-04-24", "2026-05-10"]) await at(day);
  expect(await totals(kept.subscriptionId)).toEqual([750, 750, 750]);
  expect(await totals(waiting.subscriptionId)).toEqual([0, 500, 1000]);
  await expectBooksAgree();
});

it("a plan that is corrected between order and payment is delivered as it was ordered", async () => {
  stopClockAt(new Date("2026-03-10T12:00:00Z"));
  const pass = await aPlan({ kind: "TRIAL", interval: "WEEK" });
  const { orderId } = await order(await aViewer(), pass.price);
  await db.plan.update({ where: { id: pass.plan.id }, data: { kind: "REGULAR", startsAtFirstLogin: true } });
  await payAtSandbox(orderId);
  await at("2026-03-10T12:10:00Z");
  const { subscription } = await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { subscription: true } });
  expect(subscription).toMatchObject({ status: "ACTIVE", cancelAtPeriodEnd: true });
  expect(subscription.currentPeriodEnd).toEqual(new Date(subscription.currentPeriodStart!.getTime() + 7 * 86_400_000));
});
