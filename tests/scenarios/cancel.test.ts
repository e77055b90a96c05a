import { beforeEach, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { cancelPlan, undoCancel } from "#lib/billing/ending/cancel-plan.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, ownerOf } from "#tests/support/shop.ts";
import { at, chargesOf, emailsTo, endEarlierStories, invoicesOf, statusOf } from "#tests/support/story.ts";

useDatabase();
beforeEach(endEarlierStories);

test("canceled at period end: watched to the end, never charged again", async () => {
  stopClockAt(new Date("2026-01-10T12:00:00Z"));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan()).price);
  await at("2026-01-20");
  await cancelPlan({ subscriptionId }, await ownerOf(subscriptionId));
  await cancelPlan({ subscriptionId }, await ownerOf(subscriptionId));
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  await at("2026-02-09");
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  await at("2026-02-10");
  const ended = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  expect(ended).toMatchObject({ status: "CANCELED", endedAt: new Date("2026-02-10T00:00:00Z"), renewsAt: null });
  await at("2026-04-10");
  expect(await invoicesOf(subscriptionId)).toHaveLength(1);
  expect(await emailsTo(viewer.id)).toEqual({ welcome: 1, receipt: 1, canceled: 1, expired: 1 });
  await expectBooksAgree();
});

test("canceled and undone: renews as if nothing had happened, the reminder included", async () => {
  stopClockAt(new Date("2027-01-10T12:00:00Z"));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan()).price);
  await cancelPlan({ subscriptionId }, await ownerOf(subscriptionId));
  await undoCancel({ subscriptionId }, await ownerOf(subscriptionId));
  await at("2027-02-07");
  await at("2027-02-10");
  expect(await invoicesOf(subscriptionId)).toHaveLength(2);
  expect(await emailsTo(viewer.id)).toMatchObject({ canceled: 1, renewal_reminder: 1, receipt: 2 });
  await expect(cancelPlan({ subscriptionId: "00000000-0000-7000-8000-000000000000" }, SYSTEM)).rejects.toMatchObject({ status: 404 });
});

test("canceled while past due: ends at once, and no retry follows", async () => {
  stopClockAt(new Date("2028-01-10T12:00:00Z"));
  const { subscriptionId } = await buy(await aViewer(), (await aPlan()).price, { card: CARDS.laterDeclines });
  await at("2028-02-10");
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  await cancelPlan({ subscriptionId }, await ownerOf(subscriptionId));
  expect(await statusOf(subscriptionId)).toBe("CANCELED");
  for (const day of ["2028-02-12", "2028-02-17", "2028-03-10"]) await at(day);
  expect(await chargesOf(subscriptionId)).toHaveLength(2);
  await expect(undoCancel({ subscriptionId }, await ownerOf(subscriptionId))).rejects.toMatchObject({ code: "subscription_ended" });
  await expectBooksAgree();
});

test("a trial plan is one term, once per viewer", async () => {
  stopClockAt(new Date("2029-01-10T12:00:00Z"));
  const { price } = await aPlan({ kind: "TRIAL", amount: 100n, interval: "WEEK" });
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, price);
  await at("2029-01-17");
  expect(await statusOf(subscriptionId)).toBe("CANCELED");
  expect(await invoicesOf(subscriptionId)).toHaveLength(1);
  await expect(buy(viewer, price)).rejects.toMatchObject({ code: "trial_plan_used" });
});
