import { afterEach, expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { changePlan } from "#lib/billing/changing/change-plan.ts";
import { pausePlan } from "#lib/billing/changing/pause-plan.ts";
import { quoteChange } from "#lib/billing/changing/quote-change.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { db } from "#lib/db/client.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, ownerOf, payAtSandbox } from "#tests/support/shop.ts";
import { endEarlierStories } from "#tests/support/story.ts";

useDatabase();
afterEach(async () => {
  await expectBooksAgree();
  await endEarlierStories();
});

async function subscribed(quotedAt = "2026-06-16T00:00:00Z") {
  stopClockAt(new Date("2026-06-01T00:00:00Z"));
  const { subscriptionId } = await buy(await aViewer(), (await aPlan({ amount: 100_000n })).price);
  const { price } = await aPlan({ amount: 200_000n });
  const viewer = await ownerOf(subscriptionId);
  stopClockAt(new Date(quotedAt));
  const { at, shown } = await quoteChange(subscriptionId, { priceId: price.id }, viewer);
  const change = (gateway?: string) => changePlan({ subscriptionId, priceId: price.id, at, shown, gateway }, viewer);
  return { subscriptionId, viewer, price, change };
}

const charges = (subscriptionId: string) =>
  db.transaction.findMany({ where: { subscriptionId, kind: "CHARGE", status: "SUCCEEDED" }, orderBy: { number: "asc" } });

test("however often it is agreed to at once, a change is made and charged once", async () => {
  const { subscriptionId, change, price } = await subscribed();
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => change()));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await charges(subscriptionId)).map(({ amount }) => Number(amount))).toEqual([100_000, 50_000]);
  const { priceId, items } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { items: true } });
  expect(priceId).toBe(price.id);
  expect(items.filter(({ removedAt }) => removedAt === null)).toHaveLength(1);
});

test("a change that is paid after the renewal is given back: the period has the plan that was billed for it", async () => {
  const { subscriptionId, change, price } = await subscribed("2026-06-30T22:30:00Z");
  const ordered = await change("sandbox");
  if (ordered.kind !== "ordered") throw new Error("nothing was due");
  stopClockAt(new Date("2026-07-01T00:00:00Z"));
  await runSchedule();
  await payAtSandbox(ordered.orderId);
  await confirmReturn({ orderId: ordered.orderId });
  stopClockAt(new Date("2026-07-01T00:05:00Z"));
  await runSchedule();
  const { priceId } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  expect(priceId).not.toBe(price.id);
  const refunds = await db.transaction.findMany({ where: { subscriptionId, kind: "REFUND", status: "SUCCEEDED" } });
  expect(refunds.map(({ amount, reason }) => [Number(amount), reason])).toEqual([[209, "changed_meanwhile"]]);
});

const NEVER_MIND = {
  "pauses it": (subscriptionId: string, viewer: Viewer) => pausePlan({ subscriptionId, when: "now", until: null, reason: "" }, viewer),
  "is to pause it": (subscriptionId: string, viewer: Viewer) =>
    pausePlan({ subscriptionId, when: "period_end", until: null, reason: "" }, viewer),
  "cancels it": (subscriptionId: string, viewer: Viewer) => cancelPlan({ subscriptionId }, viewer),
};
type Viewer = Awaited<ReturnType<typeof ownerOf>>;

test.each(Object.entries(NEVER_MIND))("a change that is paid on its page when its viewer %s meanwhile is given back", async (_, act) => {
  const { subscriptionId, viewer } = await subscribed();
  const { price: year } = await aPlan({ amount: 1_000_000n, interval: "YEAR" });
  const { at, shown } = await quoteChange(subscriptionId, { priceId: year.id }, viewer);
  const ordered = await changePlan({ subscriptionId, priceId: year.id, at, shown, gateway: "sandbox" }, viewer);
  if (ordered.kind !== "ordered") throw new Error("nothing was due");
  await act(subscriptionId, viewer);
  await payAtSandbox(ordered.orderId);
  await confirmReturn({ orderId: ordered.orderId });
  stopClockAt(new Date("2026-06-16T00:05:00Z"));
  await runSchedule();
  await expectOneStory(subscriptionId);
  const { priceId } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  expect(priceId).not.toBe(year.id);
  expect((await charges(subscriptionId)).map(({ amount, refunded }) => amount - refunded)).toEqual([100_000n, 0n]);
});

test("another page of the same change takes the place of the first; whoever pays the first all the same gets it back", async () => {
  const { subscriptionId, change } = await subscribed();
  const [first, second] = [await change("sandbox"), await change("sandbox")];
  if (first.kind !== "ordered" || second.kind !== "ordered") throw new Error("nothing was due");
  await payAtSandbox(second.orderId);
  await confirmReturn({ orderId: second.orderId });
  await payAtSandbox(first.orderId).catch(() => null);
  await confirmReturn({ orderId: first.orderId });
  await runSchedule();
  const kept = (await charges(subscriptionId)).reduce((sum, { amount, refunded }) => sum + amount - refunded, 0n);
  expect(kept).toBe(150_000n);
});

test.each(orders(4))("change, cancel, pause and renewal at once tell one story (%i %i %i %i)", async (...order) => {
  const { subscriptionId, viewer, change } = await subscribed();
  const pause = { subscriptionId, when: "now", until: "2026-07-01", reason: "" } as const;
  const acts = [() => change(), () => cancelPlan({ subscriptionId }, viewer), () => pausePlan(pause, viewer), () => runRenewals()];
  await db.subscription.update({ where: { id: subscriptionId }, data: { renewsAt: new Date("2026-06-16T00:00:00Z") } });
  await Promise.allSettled(order.map((index) => acts[index]()));
  stopClockAt(new Date("2026-06-16T00:05:00Z"));
  await runSchedule();
  await expectOneStory(subscriptionId);
  stopClockAt(new Date("2026-09-20T00:05:00Z"));
  await runSchedule();
  await expectOneStory(subscriptionId);
});

async function expectOneStory(subscriptionId: string) {
  const { status, pausedAt, pauses } = await db.subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
    include: { pauses: true },
  });
  const begun = pauses.some(({ endedAt, from }) => endedAt === null && from <= now());
  expect([pausedAt !== null, begun]).toEqual([status === "PAUSED", status === "PAUSED"]);
  const cycles = await db.invoice.findMany({ where: { subscriptionId, kind: "INVOICE", cycle: { not: null } }, orderBy: { cycle: "asc" } });
  expect(cycles.map(({ cycle }) => cycle)).toEqual(cycles.map((_, index) => index));
  const standing = await db.subscriptionItem.count({ where: { subscriptionId, removedAt: null } });
  expect(standing).toBe(1);
  const open = await db.transaction.count({ where: { subscriptionId, status: { in: ["PENDING", "UNKNOWN"] } } });
  expect(open).toBe(0);
}

/** All orders of so many. */
function orders(count: number, taken: number[] = []): number[][] {
  if (taken.length === count) return [taken];
  return Array.from({ length: count }, (_, index) => index)
    .filter((index) => !taken.includes(index))
    .flatMap((index) => orders(count, [...taken, index]));
}
