import { beforeEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { at, emailsTo, endEarlierStories, invoicesOf } from "#tests/support/story.ts";

useDatabase();
beforeEach(endEarlierStories);

test("a year of renewals from Jan 31 comes back to the 31st after every short month", async () => {
  stopClockAt(new Date("2026-01-31T15:00:00Z"));
  const { price } = await aPlan();
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, price);
  for (let month = 1; month <= 12; month += 1) {
    const day = Temporal.PlainDate.from("2026-01-31").add({ months: month });
    await at(day.subtract({ days: 3 }).toString());
    await at(day.toString());
    await at(`${day.toString()}T23:00:00Z`);
  }
  const starts = (await invoicesOf(subscriptionId)).map(([, status, start]) => [status, start]);
  expect(starts).toEqual(
    [
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
      "2026-05-31",
      "2026-06-30",
      "2026-07-31",
      "2026-08-31",
      "2026-09-30",
      "2026-10-31",
      "2026-11-30",
      "2026-12-31",
      "2027-01-31",
    ].map((start) => ["PAID", start]),
  );
  expect(await emailsTo(viewer.id)).toEqual({ welcome: 1, receipt: 13, renewal_reminder: 12 });
  const numbers = await db.invoice.findMany({ where: { subscriptionId }, orderBy: { cycle: "asc" }, select: { number: true } });
  expect(numbers.map(({ number }) => number).slice(-2)).toEqual(["2026-000012", "2027-000001"]);
  await expectBooksAgree();
});

test("a missed week of the worker bills each day's period once, all that were missed in one invoice, and skips none", async () => {
  stopClockAt(new Date("2028-05-01T10:00:00Z"));
  const { price } = await aPlan({ interval: "DAY", amount: 100n });
  const { subscriptionId } = await buy(await aViewer(), price);
  for (const day of ["08", "09", "10", "11", "12", "13"]) await at(`2028-05-${day}`);
  expect((await invoicesOf(subscriptionId)).map(([, status, start]) => `${status} ${start}`)).toEqual(
    ["01", "03", "09", "10", "11", "12", "13"].map((day) => `PAID 2028-05-${day}`),
  );
  const missed = await db.invoiceLine.findMany({ where: { invoice: { subscriptionId, cycle: 6 } }, orderBy: { position: "asc" } });
  expect(missed.map(({ periodStart }) => periodStart?.getUTCDate())).toEqual([3, 4, 5, 6, 7, 8]);
  await at("2028-05-13T13:00:00Z");
  expect(await invoicesOf(subscriptionId)).toHaveLength(7);
  await expectBooksAgree();
});

test("a trial ends in its first paid period, reminded of before", async () => {
  stopClockAt(new Date("2029-01-10T12:00:00Z"));
  const { price } = await aPlan({ trialDays: 14, setupFee: 500n });
  const viewer = await aViewer();
  const { subscriptionId, status } = await buy(viewer, price);
  expect(status).toBe("paid");
  expect((await db.transaction.findFirstOrThrow({ where: { subscriptionId } })).amount).toBe(500n);
  await at("2029-01-21");
  await at("2029-01-24");
  const subscription = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  expect(subscription).toMatchObject({ status: "ACTIVE", cycle: 0 });
  expect(subscription.currentPeriodEnd).toEqual(new Date("2029-02-24T00:00:00Z"));
  expect(await emailsTo(viewer.id)).toEqual({ welcome: 1, receipt: 2, trial_ending: 1 });
  await expectBooksAgree();
});

test("a term that starts at first login waits for it", async () => {
  stopClockAt(new Date("2030-03-01T12:00:00Z"));
  const { price } = await aPlan({ startsAtFirstLogin: true });
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, price);
  await at("2030-06-01");
  expect(await invoicesOf(subscriptionId)).toHaveLength(1);
  const { recordFirstLogin } = await import("#lib/billing/renewing/record-first-login.ts");
  await recordFirstLogin({ customerId: viewer.id }, { kind: "SYSTEM", name: "TV platform" });
  await recordFirstLogin({ customerId: viewer.id }, { kind: "SYSTEM", name: "TV platform" });
  const { currentPeriodEnd } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  expect(currentPeriodEnd).toEqual(new Date("2030-07-01T00:00:00Z"));
  await at("2030-07-01");
  expect(await invoicesOf(subscriptionId)).toHaveLength(2);
});
