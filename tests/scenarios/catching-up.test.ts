import { beforeEach, expect, test } from "vitest";
import { mayWatch } from "#lib/billing/parts/may-watch.ts";
import { FOR_NEXT_AMOUNT, nextInvoice, shownNextAmounts } from "#lib/billing/parts/next-amount.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Interval } from "#lib/db/generated/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, collectWithin } from "#tests/support/shop.ts";
import { at, chargesOf, endEarlierStories, invoicesOf, statusOf } from "#tests/support/story.ts";

/** Between two days that are told with `at`, no worker runs. */
useDatabase();
beforeEach(endEarlierStories);
beforeEach(async () => {
  await db.setting.deleteMany({ where: { key: "dunning" } });
});

async function subscribed(start: string, interval: Interval, { card = CARDS.ok, viewer }: { card?: string; viewer?: Customer } = {}) {
  stopClockAt(new Date(`${start}T12:00:00Z`));
  const buyer = viewer ?? (await aViewer());
  return { viewer: buyer, ...(await buy(buyer, (await aPlan({ interval })).price, { card })) };
}

const states = async (subscriptionId: string) => (await invoicesOf(subscriptionId)).map(([, status, start]) => `${status} ${start}`);
const linesOf = (subscriptionId: string, cycle: number) =>
  db.invoiceLine.findMany({ where: { invoice: { subscriptionId, cycle } }, orderBy: { position: "asc" } });
const daysOf = async (subscriptionId: string) => (await chargesOf(subscriptionId)).map(([status, day]) => `${status} ${day.slice(8)}`);

test("what a daily plan missed is one invoice, charged once", async () => {
  const { subscriptionId } = await subscribed("2031-05-01", "DAY");
  for (const day of ["08", "08", "09", "10"]) await at(`2031-05-${day}`);
  expect(await daysOf(subscriptionId)).toEqual(["01", "08", "09", "10"].map((day) => `SUCCEEDED ${day}`));
  expect(await states(subscriptionId)).toEqual(["01", "03", "09", "10"].map((day) => `PAID 2031-05-${day}`));
  const lines = await linesOf(subscriptionId, 6);
  expect(lines.map(({ total, tax, periodStart }) => [total, tax, periodStart?.getUTCDate()])).toEqual(
    [3, 4, 5, 6, 7, 8].map((day) => [1000n, 160n, day]),
  );
  for (const [index, { periodEnd }] of lines.slice(0, -1).entries()) expect(periodEnd).toEqual(lines[index + 1].periodStart);
  await expectBooksAgree();
});

test("the days of grace are one invoice once the first of them is paid, at the price that the account told before", async () => {
  const { subscriptionId } = await subscribed("2036-05-01", "DAY", { card: CARDS.laterRecovers });
  for (const day of ["03", "05", "10"]) await at(`2036-05-${day}`);
  expect(await daysOf(subscriptionId)).toEqual(["SUCCEEDED 01", "DECLINED 03", "DECLINED 05", "SUCCEEDED 10"]);
  const waiting = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: FOR_NEXT_AMOUNT });
  expect(await shownNextAmounts(waiting, await getSettings())).toMatchObject({ next: { minor: 8000n }, regular: { minor: 1000n } });
  const shown = await nextInvoice(subscriptionId, await getSettings());
  await at("2036-05-11");
  const billed = await linesOf(subscriptionId, 9);
  expect(shown).toMatchObject({
    at: new Date("2036-05-11T00:00:00Z"),
    period: { start: billed[0].periodStart, end: billed[7].periodEnd },
    total: 8000n,
    tax: 1280n,
    lines: billed.map(({ kind, total, tax, periodStart: start, periodEnd: end }) => ({ kind, total, tax, period: { start, end } })),
  });
  const [caughtUp] = await db.invoice.findMany({ where: { subscriptionId }, orderBy: { number: "desc" }, take: 1 });
  expect(caughtUp).toMatchObject({ cycle: 9, total: 8000n, status: "PAID", periodStart: new Date("2036-05-04T00:00:00Z") });
  expect((await linesOf(subscriptionId, 9)).length).toBe(8);
  await at("2036-05-12");
  expect((await daysOf(subscriptionId)).slice(-2)).toEqual(["SUCCEEDED 11", "SUCCEEDED 12"]);
  await expectBooksAgree();
});

test("an overdue period that is paid, and the next one on the day after", async () => {
  const { subscriptionId } = await subscribed("2030-01-02", "WEEK", { card: CARDS.laterRecovers });
  for (const day of ["09", "11", "16", "17"]) await at(`2030-01-${day}`);
  expect(await daysOf(subscriptionId)).toEqual(["SUCCEEDED 02", "DECLINED 09", "DECLINED 11", "SUCCEEDED 16", "SUCCEEDED 17"]);
});

test("each plan of a viewer catches up by itself: one that is late, and one that is tried again", async () => {
  const { subscriptionId, viewer } = await subscribed("2032-01-02", "WEEK", { card: CARDS.laterRecovers });
  const other = await subscribed("2032-01-03", "WEEK", { viewer });
  for (const day of ["09", "11", "18", "19", "20"]) await at(`2032-01-${day}`);
  expect(await daysOf(subscriptionId)).toEqual(["SUCCEEDED 02", "DECLINED 09", "DECLINED 11", "SUCCEEDED 18", "SUCCEEDED 19"]);
  expect(await daysOf(other.subscriptionId)).toEqual(["SUCCEEDED 03", "SUCCEEDED 11", "SUCCEEDED 18"]);
});

test("two daily plans of a viewer that are late both go on", async () => {
  await collectWithin(3, [1, 3]);
  const { subscriptionId, viewer } = await subscribed("2033-05-01", "DAY");
  const other = await subscribed("2033-05-01", "DAY", { viewer });
  const days = ["05", "06", "07", "08", "09", "10"];
  for (const day of days) await at(`2033-05-${day}`);
  for (const id of [subscriptionId, other.subscriptionId]) {
    expect(await statusOf(id)).toBe("ACTIVE");
    expect(await daysOf(id)).toEqual(["01", ...days].map((day) => `SUCCEEDED ${day}`));
  }
  await expectBooksAgree();
});

test("of six plans that fell due on a day without a worker none ends", async () => {
  await collectWithin(3, [1, 3]);
  const { subscriptionId, viewer } = await subscribed("2034-01-05", "MONTH");
  const ids = [subscriptionId];
  while (ids.length < 6) ids.push((await subscribed("2034-01-05", "MONTH", { viewer })).subscriptionId);
  for (const day of ["06", "07", "08", "09", "10"]) await at(`2034-02-${day}`);
  for (const id of ids) expect([await statusOf(id), ...(await daysOf(id))]).toEqual(["ACTIVE", "SUCCEEDED 05", "SUCCEEDED 06"]);
});

test("a plan that stays behind has its whole grace at the next outage", async () => {
  await collectWithin(3, [1, 3]);
  const { subscriptionId, viewer } = await subscribed("2035-05-01", "DAY");
  for (const day of ["06", "09", "12", "15"]) {
    await at(`2035-05-${day}`);
    expect(await mayWatch(viewer.id, now())).toBe(true);
  }
  expect(await daysOf(subscriptionId)).toEqual(["01", "06", "09", "12", "15"].map((day) => `SUCCEEDED ${day}`));
  await at("2035-05-20");
  expect(await statusOf(subscriptionId)).toBe("EXPIRED");
});
