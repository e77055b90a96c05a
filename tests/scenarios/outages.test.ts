import { beforeEach, describe, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { cancelPlan, undoCancel } from "#lib/billing/ending/cancel-plan.ts";
import { mayWatch } from "#lib/billing/parts/may-watch.ts";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { db } from "#lib/db/client.ts";
import type { Interval } from "#lib/db/generated/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, ownerOf } from "#tests/support/shop.ts";
import { at, chargesOf, emailsTo, endEarlierStories, invoicesOf, statusOf } from "#tests/support/story.ts";

/** Between two days that are told with `at`, no worker runs. */
useDatabase();
beforeEach(endEarlierStories);

const noon = (day: string) => stopClockAt(new Date(`${day}T12:00:00Z`));

async function subscribed(start: string, interval: Interval, card = CARDS.ok) {
  noon(start);
  const viewer = await aViewer();
  return { viewer, ...(await buy(viewer, (await aPlan({ interval })).price, { card })) };
}

const states = async (subscriptionId: string) => (await invoicesOf(subscriptionId)).map(([, status, start]) => `${status} ${start}`);
const subscription = (id: string) => db.subscription.findUniqueOrThrow({ where: { id } });

describe("what is billed does not depend on how many workers run", () => {
  test.each([1, 2, 3])("three weeks late, by %i at once", async (workers) => {
    const year = 2025 + workers;
    const ids: string[] = [];
    for (let count = 0; count < 10; count += 1) ids.push((await subscribed(`${year}-03-02`, "WEEK")).subscriptionId);
    noon(`${year}-03-23`);
    await Promise.all(Array.from({ length: workers }, () => runRenewals()));
    expect(await db.invoice.count({ where: { subscriptionId: { in: ids } } })).toBe(20);
    for (const day of ["24", "25", "26"]) {
      noon(`${year}-03-${day}`);
      await Promise.all(Array.from({ length: workers }, () => runRenewals()));
    }
    for (const id of ids) {
      expect(await states(id)).toEqual([`PAID ${year}-03-02`, `PAID ${year}-03-09`]);
      expect(await subscription(id)).toMatchObject({ cycle: 3, currentPeriodEnd: new Date(`${year}-03-30T00:00:00Z`) });
    }
    await expectBooksAgree();
  });

  test("nothing more is billed while the gateway is silent", async () => {
    const { subscriptionId } = await subscribed("2030-03-03", "WEEK", CARDS.timeout);
    stopClockAt(new Date("2030-03-03T12:05:00Z"));
    await reconcilePayments();
    noon("2030-03-24");
    for (let run = 0; run < 3; run += 1) await runRenewals();
    expect(await states(subscriptionId)).toEqual(["PAID 2030-03-03", "OPEN 2030-03-10"]);
  });
});

describe("nobody is charged for what they could not watch", () => {
  test("an overdue plan whose grace ended meanwhile expires at the end of grace", async () => {
    const { subscriptionId, viewer } = await subscribed("2026-01-10", "MONTH", CARDS.laterRecovers);
    for (const day of ["02-10", "02-12"]) await at(`2026-${day}`);
    expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
    await at("2026-05-01");
    expect(await subscription(subscriptionId)).toMatchObject({ status: "EXPIRED", endedAt: new Date("2026-03-03T12:00:00Z") });
    expect(await states(subscriptionId)).toEqual(["PAID 2026-01-10", "UNCOLLECTIBLE 2026-02-10"]);
    expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "DECLINED", "DECLINED"]);
    expect(await emailsTo(viewer.id)).toMatchObject({ expired: 1, receipt: 1 });
    await expectBooksAgree();
  });

  test.each([
    ["MONTH", "2027-01-10", "2027-02-10"],
    ["WEEK", "2028-01-10", "2028-01-17"],
  ] as const)("a %s that was never billed again expires at the end of grace", async (interval, start, end) => {
    const { subscriptionId, viewer } = await subscribed(start, interval);
    const over = new Date(new Date(end).getTime() + 21 * 86_400_000);
    expect(await mayWatch(viewer.id, new Date(over.getTime() - 1))).toBe(true);
    expect(await mayWatch(viewer.id, over)).toBe(false);
    await at(`${start.slice(0, 4)}-06-01`);
    expect(await subscription(subscriptionId)).toMatchObject({ status: "EXPIRED", endedAt: over });
    expect(await states(subscriptionId)).toEqual([`PAID ${start}`]);
    expect(await emailsTo(viewer.id)).toEqual({ welcome: 1, receipt: 1, expired: 1 });
    await expectBooksAgree();
  });

  test("what is late but within grace is billed, each period once and none skipped", async () => {
    const { subscriptionId } = await subscribed("2031-01-10", "MONTH");
    await at("2031-02-25");
    await at("2031-03-10");
    expect(await states(subscriptionId)).toEqual(["PAID 2031-01-10", "PAID 2031-02-10", "PAID 2031-03-10"]);
  });
});

describe("a canceled plan past its end, while no worker runs", () => {
  test("gives no access, and cannot be taken up again or canceled again", async () => {
    const { subscriptionId, viewer } = await subscribed("2029-01-10", "MONTH");
    await cancelPlan({ subscriptionId }, await ownerOf(subscriptionId));
    expect(await mayWatch(viewer.id, new Date("2029-02-09T23:59:59Z"))).toBe(true);
    expect(await mayWatch(viewer.id, new Date("2029-02-10T00:00:00Z"))).toBe(false);
    noon("2029-02-10");
    await expect(undoCancel({ subscriptionId }, await ownerOf(subscriptionId))).rejects.toMatchObject({ code: "subscription_ended" });
    await expect(cancelPlan({ subscriptionId, when: "now" }, SYSTEM)).rejects.toMatchObject({
      code: "subscription_ended",
    });
    await at("2029-04-01");
    expect(await subscription(subscriptionId)).toMatchObject({ status: "CANCELED", endedAt: new Date("2029-02-10T00:00:00Z") });
    expect(await states(subscriptionId)).toEqual(["PAID 2029-01-10"]);
  });

  test("who leaves after the end of what was billed leaves at once", async () => {
    const { subscriptionId, viewer } = await subscribed("2028-01-10", "MONTH");
    noon("2028-02-15");
    expect(await mayWatch(viewer.id, now())).toBe(true);
    await cancelPlan({ subscriptionId }, await ownerOf(subscriptionId));
    expect(await subscription(subscriptionId)).toMatchObject({ status: "CANCELED", endedAt: now() });
    await at("2028-03-15");
    expect(await states(subscriptionId)).toEqual(["PAID 2028-01-10"]);
  });
});

test("while a debit is on its way or has failed, no further period is billed", async () => {
  const { subscriptionId, viewer } = await subscribed("2027-01-05", "WEEK", CARDS.laterFails);
  for (const day of ["12", "19"]) {
    noon(`2027-01-${day}`);
    await runRenewals();
  }
  for (const day of ["01-20", "01-22", "01-27", "02-02"]) await at(`2027-${day}`);
  expect(await states(subscriptionId)).toEqual(["PAID 2027-01-05", "OPEN 2027-01-12"]);
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  expect(await emailsTo(viewer.id)).toMatchObject({ receipt: 1, payment_failed: 2 });
  await expectBooksAgree();
});
