import { expect, test } from "vitest";
import { FOR_NEXT_AMOUNT, shownNextAmounts } from "#lib/billing/parts/next-amount.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { at, endEarlierStories } from "#tests/support/story.ts";

useDatabase();

const told = async (id: string) => {
  const subscription = await db.subscription.findUniqueOrThrow({ where: { id }, include: FOR_NEXT_AMOUNT });
  const amounts = await shownNextAmounts(subscription, await getSettings());
  return amounts && amounts !== "unknown" && [amounts.next.minor, amounts.regular.minor, amounts.discounted];
};

/** What was charged each time; a trial charges nothing. */
const sumsOf = async (subscriptionId: string) =>
  (await db.transaction.findMany({ where: { subscriptionId, kind: "CHARGE", status: "SUCCEEDED" }, orderBy: { number: "asc" } })).map(
    ({ amount }) => amount,
  );

test("a coupon for three periods lowers three, then the plan costs what it costs, as the viewer is told each time", async () => {
  stopClockAt(new Date("2027-01-31T12:00:00Z"));
  await aCoupon("QUARTER", { percentPpm: 250_000, duration: "REPEATING", cycles: 3 });
  const { subscriptionId } = await buy(await aViewer(), (await aPlan({ amount: 1000n })).price, { couponCode: "QUARTER" });
  expect(await told(subscriptionId)).toEqual([750n, 1000n, 2]);
  await at("2027-02-28");
  expect(await told(subscriptionId)).toEqual([750n, 1000n, 1]);
  await at("2027-03-31");
  expect(await told(subscriptionId)).toEqual([1000n, 1000n, 0]);
  await at("2027-04-30");
  await at("2027-05-31");
  expect(await sumsOf(subscriptionId)).toEqual([750n, 750n, 750n, 1000n, 1000n]);
  await expectBooksAgree();
});

test("a trial takes no period of the coupon, and a corrected coupon reaches nobody who has it", async () => {
  stopClockAt(new Date("2027-06-01T12:00:00Z"));
  await endEarlierStories();
  const coupon = await aCoupon("TWO", { percentPpm: 500_000, duration: "REPEATING", cycles: 2 });
  const { subscriptionId } = await buy(await aViewer(), (await aPlan({ amount: 1000n, trialDays: 7 })).price, { couponCode: "TWO" });
  expect(await told(subscriptionId)).toEqual([500n, 1000n, 2]);
  await db.coupon.update({ where: { id: coupon.id }, data: { cycles: 12 } });
  for (const day of ["2027-06-08", "2027-07-08", "2027-08-08"]) await at(day);
  expect(await sumsOf(subscriptionId)).toEqual([500n, 500n, 1000n]);
  await expectBooksAgree();
});
