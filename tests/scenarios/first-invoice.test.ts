import { expect, it } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { recordFirstLogin } from "#lib/billing/renewing/record-first-login.ts";
import { settlePayment } from "#lib/billing/settling/settle-payment.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aTaxRate, aViewer, buy, order, payAtSandbox } from "#tests/support/shop.ts";
import { at, emailsTo, endEarlierStories } from "#tests/support/story.ts";

useDatabase();

const invoicesOf = (subscriptionId: string) => db.invoice.findMany({ where: { subscriptionId }, orderBy: { cycle: "asc" } });
const subscriptionOf = async (orderId: string) =>
  (await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { subscription: true } })).subscription;

it.each([
  ["a year ordered on the last day of another", { interval: "YEAR" as const }, "2026-12-31T22:00:00Z", "2027-01-01T09:00:00Z"],
  ["a bank debit that takes five days", {}, "2026-01-30T12:00:00Z", "2026-02-04T12:00:00Z"],
  ["a trial paid fifteen hours later", { trialDays: 7 }, "2026-03-01T10:00:00Z", "2026-03-02T01:00:00Z"],
])("the first invoice states the subscription's period: %s", async (_, plan, ordered, paid) => {
  stopClockAt(new Date(ordered));
  const { orderId } = await order(await aViewer(), (await aPlan(plan)).price);
  stopClockAt(new Date(paid));
  const charge = await db.transaction.findFirstOrThrow({ where: { orderId } });
  await settlePayment(charge.id, { status: "succeeded", paymentReference: charge.id }, "webhook"); // as a bank's debit does, days later
  const { id, currentPeriodStart, currentPeriodEnd } = await subscriptionOf(orderId);
  const [invoice] = await invoicesOf(id);
  expect(currentPeriodStart).toEqual(new Date(paid));
  expect([invoice.periodStart, invoice.periodEnd]).toEqual([currentPeriodStart, currentPeriodEnd]);
});

it("a term that starts at first login is stated then; told three months late, it begins when it is told and bills no renewal", async () => {
  await endEarlierStories();
  stopClockAt(new Date("2026-01-05T12:00:00Z"));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan({ startsAtFirstLogin: true })).price);
  expect(await invoicesOf(subscriptionId)).toMatchObject([{ status: "PAID", periodStart: null, periodEnd: null }]);
  stopClockAt(new Date("2026-04-10T12:00:00Z"));
  await recordFirstLogin({ customerId: viewer.id, at: new Date("2026-01-08T12:00:00Z") }, SYSTEM);
  await at("2026-04-10T12:01:00Z");
  const invoices = await invoicesOf(subscriptionId);
  expect(invoices).toMatchObject([{ periodStart: new Date("2026-04-10T12:00:00Z"), periodEnd: new Date("2026-05-10T00:00:00Z") }]);
  await expect(db.invoice.update({ where: { id: invoices[0].id }, data: { periodEnd: new Date() } })).rejects.toThrow();
});

it("a trial with a coupon of 100 % for one time asks for a card, for the period after it is paid", async () => {
  stopClockAt(new Date("2026-05-01T12:00:00Z"));
  await aCoupon("FREE", { percentPpm: 1_000_000 });
  const { price } = await aPlan({ trialDays: 7 });
  const quote = await quoteOrder({ priceId: price.id, currency: "EUR", country: "DE", couponCode: "FREE" });
  expect(quote).toMatchObject({ total: 0n, renewal: { total: 0n }, regular: { total: 1000n }, needsMethod: true });
});

it("Monaco is taxed as France, the Isle of Man as the United Kingdom", async () => {
  await aTaxRate({ country: "FR", ratePpm: 200_000 });
  const { price } = await aPlan();
  const { lines, tax } = await quoteOrder({ priceId: price.id, currency: "EUR", country: "MC" });
  expect([tax, lines[0].taxRatePpm, lines[0].taxCountry]).toEqual([167n, 200_000, "FR"]);
});

it("a trial no longer than the reminder's days ahead is announced half-way", async () => {
  await endEarlierStories();
  stopClockAt(new Date("2026-06-01T12:00:00Z"));
  const viewer = await aViewer();
  await buy(viewer, (await aPlan({ trialDays: 2 })).price);
  await at("2026-06-02T12:00:00Z");
  expect(await emailsTo(viewer.id)).toMatchObject({ trial_ending: 1 });
});

it("four pages with one coupon, all paid: the first has it, the others are given back", async () => {
  stopClockAt(new Date("2026-07-01T12:00:00Z"));
  await aCoupon("TABS");
  const viewer = await aViewer();
  const orders: string[] = [];
  for (let tab = 0; tab < 4; tab += 1) orders.push((await order(viewer, (await aPlan()).price, { couponCode: "TABS" })).orderId);
  for (const orderId of orders) await payAtSandbox(orderId);
  for (const orderId of orders) await confirmReturn({ orderId });
  expect(await db.subscription.count({ where: { customerId: viewer.id, status: "ACTIVE" } })).toBe(1);
  const refunds = await db.transaction.findMany({
    where: { customerId: viewer.id, kind: "REFUND" },
    select: { reason: true, amount: true },
  });
  expect(refunds).toEqual(Array(3).fill({ reason: "coupon_used", amount: 800n }));
  expect(await db.couponRedemption.findMany({ where: { customerId: viewer.id } })).toMatchObject([{ orderId: orders[0] }]);
});

it("two pages with one coupon and nothing to pay: the first has it, the other is refused, and says so", async () => {
  await endEarlierStories();
  stopClockAt(new Date("2026-07-01T13:00:00Z"));
  await aCoupon("WHOLE", { percentPpm: 1_000_000 });
  const viewer = await aViewer();
  const [first, second] = [
    await order(viewer, (await aPlan()).price, { couponCode: "WHOLE" }),
    await order(viewer, (await aPlan()).price, { couponCode: "WHOLE" }),
  ];
  for (const { orderId } of [first, second]) await payAtSandbox(orderId);
  expect(await confirmReturn({ orderId: second.orderId })).toMatchObject({ status: "paid" });
  expect(await confirmReturn({ orderId: first.orderId })).toMatchObject({ status: "declined", failure: { code: "coupon_used" } });
  await expectRefused(first.orderId);
  expect(await emailsTo(viewer.id)).toEqual({ welcome: 1 });
});

it("a plan that was had from another page meanwhile, for which nothing is due now, is refused, and says so", async () => {
  await endEarlierStories();
  stopClockAt(new Date("2026-07-01T14:00:00Z"));
  await aCoupon("NOTHING", { percentPpm: 1_000_000 });
  const viewer = await aViewer();
  const { price } = await aPlan();
  const free = await order(viewer, price, { couponCode: "NOTHING" });
  await payAtSandbox(free.orderId);
  await buy(viewer, price);
  expect(await confirmReturn({ orderId: free.orderId })).toMatchObject({ status: "declined", failure: { code: "already_subscribed" } });
  await expectRefused(free.orderId);
});

async function expectRefused(orderId: string): Promise<void> {
  const closed = await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { subscription: true, invoices: true } });
  expect(closed).toMatchObject({ status: "ABANDONED", subscription: { status: "EXPIRED" }, invoices: [{ status: "VOID", number: null }] });
}

it("a trial is not begun twice from a page that was left open", async () => {
  stopClockAt(new Date("2026-07-02T12:00:00Z"));
  const viewer = await aViewer();
  const { price } = await aPlan({ trialDays: 7 });
  const first = await order(viewer, price);
  await db.order.update({ where: { id: first.orderId }, data: { gateway: "other" } }); // the second tab chose another gateway
  const second = await order(viewer, price);
  await payAtSandbox(second.orderId);
  await confirmReturn({ orderId: second.orderId });
  await cancelPlan({ subscriptionId: (await subscriptionOf(second.orderId)).id, when: "now" }, SYSTEM);
  await payAtSandbox(first.orderId);
  await confirmReturn({ orderId: first.orderId });
  expect((await subscriptionOf(first.orderId)).activatedAt).toBeNull();
});
