import { beforeAll, beforeEach, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { archivePrice } from "#lib/catalog/archive-price.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aTaxRate, aViewer, buy, liveIn, order, payAtSandbox } from "#tests/support/shop.ts";
import { at, endEarlierStories } from "#tests/support/story.ts";

/** A shop in Berlin: its days, and its rates of tax, begin an hour or two before those of UTC. */
useDatabase();
beforeAll(() => liveIn("Europe/Berlin"));
beforeEach(endEarlierStories);

const quoteFor = ({ id, country }: Customer, price: Price, couponCode?: string) =>
  quoteOrder({ priceId: price.id, currency: "EUR", country: country!, customerId: id, couponCode });

/** What was billed, period by period: total, tax and the rate. */
async function billed(subscriptionId: string): Promise<[bigint, bigint, number][]> {
  const invoices = await db.invoice.findMany({
    where: { subscriptionId, kind: "INVOICE" },
    include: { lines: true },
    orderBy: { cycle: "asc" },
  });
  return invoices.map(({ total, tax, lines }) => [total, tax, lines[0].taxRatePpm]);
}

test("a renewal of the day on which the rate changes has the new rate, as the day begins in Berlin", async () => {
  stopClockAt(new Date("2026-12-01T12:00:00Z"));
  await aTaxRate({ ratePpm: 210_000, validFrom: "2027-01-01" });
  const { price } = await aPlan({ amount: 1000n, taxIncluded: false });
  const { subscriptionId } = await buy(await aViewer(), price);
  await at("2026-12-31T22:59:55Z");
  expect(await billed(subscriptionId)).toEqual([[1190n, 190n, 190_000]]);
  await at("2026-12-31T23:00:05Z");
  expect(await billed(subscriptionId)).toEqual([
    [1190n, 190n, 190_000],
    [1210n, 210n, 210_000],
  ]);
  const { number } = await db.invoice.findFirstOrThrow({ where: { subscriptionId, cycle: 1 } });
  expect(number).toBe("2027-000001");
  await expectBooksAgree();
});

test("a trial and a coupon for one time are billed as they were quoted", async () => {
  stopClockAt(new Date("2028-03-01T12:00:00Z"));
  await aCoupon("WELCOME20");
  const { price } = await aPlan({ amount: 1299n, trialDays: 7 });
  const viewer = await aViewer();
  const { total, renewal, regular } = await quoteFor(viewer, price, "WELCOME20");
  const { subscriptionId } = await buy(viewer, price, { couponCode: "welcome20" });
  await at("2028-03-08");
  await at("2028-04-08");
  await at("2028-05-08");
  const totals = (await billed(subscriptionId)).map(([sum]) => sum);
  expect(totals).toEqual([total, renewal?.total, regular?.total, regular?.total]);
  expect(totals).toEqual([0n, 1039n, 1299n, 1299n]);
  expect(renewal?.at).toEqual(new Date("2028-03-08T12:00:00Z"));
  await expectBooksAgree();
});

test("a lasting coupon takes its share off every renewal, one for one time off the first period only", async () => {
  stopClockAt(new Date("2029-03-01T12:00:00Z"));
  await aCoupon("ALWAYS", { duration: "FOREVER" });
  await aCoupon("FIRST");
  const { price } = await aPlan();
  const [always, first] = await Promise.all(["ALWAYS", "FIRST"].map(async (couponCode) => buy(await aViewer(), price, { couponCode })));
  for (const day of ["2029-04-01", "2029-05-01"]) await at(day);
  expect((await billed(always.subscriptionId)).map(([total]) => total)).toEqual([800n, 800n, 800n]);
  expect((await billed(first.subscriptionId)).map(([total]) => total)).toEqual([800n, 1000n, 1000n]);
  expect((await billed(always.subscriptionId)).map(([, tax]) => tax)).toEqual([139n, 139n, 139n]);
  await expectBooksAgree();
});

test("a replaced price stays with those who have it, and is sold to nobody else", async () => {
  stopClockAt(new Date("2030-03-01T12:00:00Z"));
  const { plan, price } = await aPlan({ amount: 1000n });
  const [early, waiting] = [await aViewer(), await aViewer()];
  const { subscriptionId } = await buy(early, price);
  const open = await order(waiting, price);
  const dearer = await db.price.create({
    data: { planId: plan.id, interval: "MONTH", createdAt: now(), amounts: { create: { currency: "EUR", amount: 1500n } } },
  });
  await archivePrice({ id: price.id }, { kind: "SYSTEM", name: "test" });
  await expect(order(await aViewer(), price)).rejects.toMatchObject({ code: "price_changed" });
  const late = await buy(await aViewer(), dearer);
  await payAtSandbox(open.orderId);
  await at("2030-03-01T12:02:00Z");
  await at("2030-04-01");
  const { subscriptionId: waited } = await db.order.findUniqueOrThrow({ where: { id: open.orderId } });
  const totals = async (id: string) => (await billed(id)).map(([total]) => total);
  expect(await totals(subscriptionId)).toEqual([1000n, 1000n]);
  expect(await totals(waited)).toEqual([1000n, 1000n]);
  expect(await totals(late.subscriptionId)).toEqual([1500n, 1500n]);
  await expectBooksAgree();
});

test("a trial is given once: whoever comes back is quoted, and charged, the price", async () => {
  stopClockAt(new Date("2031-03-01T12:00:00Z"));
  const { price } = await aPlan({ trialDays: 7 });
  const viewer = await aViewer();
  const first = await buy(viewer, price);
  await cancelPlan({ subscriptionId: first.subscriptionId, when: "now" }, SYSTEM);
  expect(await quoteFor(viewer, price)).toMatchObject({ total: 1000n, trial: null, renewal: { at: new Date("2031-03-31T22:00:00Z") } });
  expect(await quoteFor(await aViewer(), price)).toMatchObject({ total: 0n, trial: { days: 7 } });
  const second = await buy(viewer, price);
  expect(await db.subscription.findUnique({ where: { id: second.subscriptionId } })).toMatchObject({
    status: "ACTIVE",
    cycle: 0,
    trialEndsAt: null,
    currentPeriodEnd: new Date("2031-03-31T22:00:00Z"),
  });
  expect(await billed(second.subscriptionId)).toEqual([[1000n, 174n, 210_000]]);
  await expectBooksAgree();
});

test("a day is a whole day: a pass lasts to the minute, a daily plan begins to count at midnight", async () => {
  stopClockAt(new Date("2032-01-10T22:59:00Z"));
  const pass = await buy(await aViewer(), (await aPlan({ interval: "DAY", kind: "TRIAL" })).price);
  const daily = await buy(await aViewer(), (await aPlan({ interval: "DAY" })).price);
  const endOf = async (id: string) => (await db.subscription.findUniqueOrThrow({ where: { id } })).currentPeriodEnd;
  expect(await endOf(pass.subscriptionId)).toEqual(new Date("2032-01-11T22:59:00Z"));
  expect(await endOf(daily.subscriptionId)).toEqual(new Date("2032-01-11T23:00:00Z"));
  await at("2032-01-11T23:00:00Z");
  expect(await db.subscription.findUnique({ where: { id: pass.subscriptionId } })).toMatchObject({ status: "CANCELED" });
  expect(await endOf(daily.subscriptionId)).toEqual(new Date("2032-01-12T23:00:00Z"));
  await expectBooksAgree();
});

test("an invoice and a credit note bear the company's year on New Year's night, west of UTC too", async () => {
  await liveIn("America/New_York");
  const numbersOf = async (issuedAt: string) => {
    stopClockAt(new Date(issuedAt));
    const { orderId } = await buy(await aViewer(), (await aPlan()).price);
    const { id, amount } = await db.transaction.findFirstOrThrow({ where: { orderId } });
    await refundPayment({ transactionId: id, amount, reason: "Asked for it." }, SYSTEM);
    const invoices = await db.invoice.findMany({ where: { OR: [{ orderId }, { creditOf: { orderId } }] }, orderBy: { createdAt: "asc" } });
    return invoices.map(({ number }) => number?.replace(/-\d{6}$/, "")).sort();
  };
  expect(await numbersOf("2031-01-01T01:00:00Z")).toEqual(["2030", "CN-2030"]); // 20:00 on the 31st
  expect(await numbersOf("2031-01-01T04:59:59Z")).toEqual(["2030", "CN-2030"]);
  expect(await numbersOf("2031-01-01T05:00:00Z")).toEqual(["2031", "CN-2031"]);
});

test("a period that is billed late bears the rate of tax of its own day", async () => {
  stopClockAt(new Date("2041-01-10T12:00:00Z"));
  const { subscriptionId } = await buy(await aViewer(), (await aPlan()).price);
  await aTaxRate({ ratePpm: 250_000, validFrom: "2041-02-15" });
  await at("2041-02-20");
  await at("2041-03-10");
  expect((await billed(subscriptionId)).map(([, , rate]) => rate)).toEqual([210_000, 210_000, 250_000]);
  await db.taxRate.deleteMany({ where: { ratePpm: 250_000 } });
});
