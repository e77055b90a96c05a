import { beforeAll, describe, expect, it } from "vitest";
import { readSubscriptionParams } from "#app/operator/subscriptions/params.ts";
import { readTransactionParams } from "#app/operator/transactions/params.ts";
import type { Plan, Price } from "#lib/db/generated/client.ts";
import { periodOf } from "#lib/reports/period.ts";
import { revenue } from "#lib/reports/revenue.ts";
import { subscriptionCount } from "#lib/reports/subscription-list.ts";
import { planTotalsTable, runningSubscriptions } from "#lib/reports/subscriptions.ts";
import { transactionSums } from "#lib/reports/transaction-sums.ts";
import { transactionsByState } from "#lib/reports/transactions-by-state.ts";
import {
  activeHref,
  bucketHref,
  chargesByStateHref,
  gainedHref,
  lostHref,
  moneyMovedHref,
  paymentsHref,
  planMoneyHref,
  planSubscriptionsHref,
  refundsHref,
} from "#lib/web/lists/report-links.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCustomer, addPlanWithPrice, addSubscription, addTransaction, params } from "./history.ts";

useDatabase();

const AT = new Date("2026-04-10T12:00:00Z");
const march = (timeZone: string) => periodOf({ choice: "custom", from: "2026-03-01", to: "2026-03-31" }, timeZone, AT);
let basic: { plan: Plan; price: Price };
let sport: { plan: Plan; price: Price };

beforeAll(async () => {
  const [{ id: customerId }, first, second] = await Promise.all([addCustomer(), addPlanWithPrice("Basic"), addPlanWithPrice("Sport")]);
  basic = first;
  sport = second;
  const planId = basic.plan.id;
  // The last hour of February in UTC is March in Berlin; the first hours of April in UTC are March in New York.
  await addTransaction("2026-02-28T23:30:00Z", 100n, { customerId, planId });
  await addTransaction("2026-03-05T10:00:00Z", 1000n, { customerId, planId, gateway: "sandbox", country: "FR" });
  const charge = await addTransaction("2026-03-05T11:00:00Z", 2000n, { customerId, planId, country: null });
  await addTransaction("2026-04-01T03:00:00Z", 70n, { customerId, planId: sport.plan.id });
  await addTransaction("2026-03-06T10:00:00Z", 500n, { customerId, planId, currency: "JPY" });
  await addTransaction("2026-03-07T10:00:00Z", 9_007_199_254_740_993n, { customerId, planId: sport.plan.id, currency: "KWD" });
  await addTransaction("2026-03-09T10:00:00Z", 300n, { customerId, planId, kind: "REFUND", refundOfId: charge.id });
  await addTransaction("2026-03-09T11:00:00Z", 4000n, { customerId, planId, status: "DECLINED" });
  await addTransaction("2026-03-09T11:00:00Z", 0n, { customerId, planId, kind: "SETUP" });
  // Begun in February, settled in March: revenue of March.
  await addTransaction("2026-03-02T09:00:00Z", 40n, { customerId, planId, createdAt: new Date("2026-02-20T09:00:00Z") });
});

describe("money", () => {
  it("counts the account's own days: the same rows make another March elsewhere", async () => {
    const gross = async (timeZone: string) => (await revenue(march(timeZone), "EUR")).now.gross;
    expect(await gross("UTC")).toBe(3040n);
    expect(await gross("Europe/Berlin")).toBe(3140n);
    expect(await gross("America/New_York")).toBe(3110n);
  });

  it("shows one currency at a time, its payments too; refunds stand apart", async () => {
    const { now, before } = await revenue(march("UTC"), "EUR");
    expect(now).toEqual({ payments: 3, gross: 3040n, refundCount: 1, refunded: 300n });
    expect(before).toMatchObject({ payments: 1, gross: 100n, refunded: 0n });
    expect((await revenue(march("UTC"), "JPY")).now).toMatchObject({ gross: 500n, refunded: 0n });
  });

  it("says what did not move, instead of adding declined payments up to nothing", async () => {
    const { filter } = await readTransactionParams(params("/operator/transactions?status=DECLINED"), "EUR");
    expect(await transactionSums(filter, "UTC")).toEqual([{ currency: "EUR", count: 1, charged: 0n, refunded: 0n, unmoved: 4000n }]);
  });

  it("stays exact beyond what a float can hold", async () => {
    expect((await revenue(march("UTC"), "KWD")).now.gross).toBe(9_007_199_254_740_993n);
  });

  it("adds up over time, by gateway and by country", async () => {
    const period = march("Europe/Berlin");
    const { points, byGateway, byCountry } = await revenue(period, "EUR");
    expect(points).toHaveLength(31);
    expect(points.find((point) => point.bucket === "2026-03-01T00")?.gross).toBe(100n);
    expect(points.find((point) => point.bucket === "2026-03-09T00")?.refunded).toBe(300n);
    const sum = (rows: { gross: bigint }[]) => rows.reduce((total, row) => total + row.gross, 0n);
    expect(sum(points)).toBe(3140n);
    expect(byGateway).toMatchObject([
      { key: "stripe", count: 3, gross: 2140n },
      { key: "sandbox", count: 1, gross: 1000n },
    ]);
    expect(sum(byCountry)).toBe(3140n);
  });

  it.each([
    ["2026-03-10", "2026-04-30"], // weeks, of which one is of both periods
    ["2025-10-20", "2026-04-30"], // months
    ["2026-03-09", "2026-03-09"], // hours
  ])("has beside each point the one in its place before (%s to %s)", async (from, to) => {
    const period = periodOf({ choice: "custom", from, to }, "Europe/Berlin", AT);
    const { points, now, before } = await revenue(period, "EUR");
    expect(points.reduce((sum, { gross }) => sum + gross, 0n)).toBe(now.gross);
    expect(points.reduce((sum, point) => sum + (point.before ?? 0n), 0n)).toBe(before.gross);
  });

  it("says of each part how much more or less it is than before, which adds up to what the total changed", async () => {
    const april = periodOf({ choice: "custom", from: "2026-04-01", to: "2026-04-30" }, "UTC", AT);
    const { now, before, byGateway, byCountry, byPlan } = await revenue(april, "EUR");
    expect(before.gross).toBeGreaterThan(0n);
    for (const parts of [byGateway, byCountry, byPlan])
      expect(parts.reduce((sum, part) => sum + part.gross - part.before, 0n)).toBe(now.gross - before.gross);
    expect(byGateway.some(({ gross, before }) => gross === 0n && before > 0n)).toBe(true);
  });

  it.each(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"])("opens rows that add up to each number (%s)", async (timeZone) => {
    const period = march(timeZone);
    const rows = async (href: string) => {
      const { filter } = await readTransactionParams(params(href), "EUR");
      return (await transactionSums(filter, timeZone)) ?? [];
    };
    const { now, byGateway, byCountry } = await revenue(period, "EUR");
    expect(await rows(paymentsHref(period, { currency: "EUR" }))).toMatchObject([
      { count: now.payments, charged: now.gross, refunded: 0n },
    ]);
    expect(await rows(refundsHref(period, { currency: "EUR" }))).toMatchObject([{ count: now.refundCount, refunded: now.refunded }]);
    expect(await rows(moneyMovedHref(period, { currency: "EUR" }))).toMatchObject([{ charged: now.gross, refunded: now.refunded }]);
    for (const { key, count, gross } of byCountry.filter(({ count }) => count > 0))
      expect(await rows(paymentsHref(period, { currency: "EUR", country: key ?? "none" }))).toMatchObject([{ count, charged: gross }]);
    for (const { key, count, gross } of byGateway.filter(({ count }) => count > 0))
      expect(await rows(paymentsHref(period, { currency: "EUR", gateway: key ?? "" }))).toMatchObject([{ count, charged: gross }]);
    for (const { status, count } of await transactionsByState(period))
      expect((await rows(chargesByStateHref(period, status))).reduce((total, row) => total + row.count, 0)).toBe(count);
    const together = new Map<string, bigint>();
    for (const { planId, amounts } of await planTotalsTable("UTC"))
      for (const { currency, minor } of amounts) {
        const [{ charged, refunded }] = await rows(planMoneyHref(planId, currency));
        expect(charged - refunded).toBe(minor);
        together.set(currency, (together.get(currency) ?? 0n) + minor);
      }
    for (const [currency, minor] of together) {
      const [{ charged, refunded }] = await rows(planMoneyHref(null, currency));
      expect(charged - refunded).toBe(minor);
    }
  });

  it.each([
    ["an hour", "2026-03-05", "2026-03-05"],
    ["a day", "2026-03-01", "2026-03-31"],
    ["a week", "2026-02-01", "2026-04-20"],
    ["a month", "2026-01-15", "2026-08-20"],
  ])("opens the rows of each point of the diagram: %s", async (_, from, to) => {
    const period = periodOf({ choice: "custom", from, to }, "Europe/Berlin", AT);
    const { points } = await revenue(period, "EUR");
    expect(points.some(({ gross }) => gross > 0n)).toBe(true);
    for (const { bucket, gross, refunded } of points) {
      const { filter } = await readTransactionParams(params(bucketHref(bucket, period, { currency: "EUR" })), "EUR");
      const [sums = { charged: 0n, refunded: 0n }] = (await transactionSums(filter, "Europe/Berlin")) ?? [];
      expect([bucket, sums.charged, sums.refunded]).toEqual([bucket, gross, refunded]);
    }
  });
});

describe("subscriptions", () => {
  beforeAll(async () => {
    const on = (text: string) => new Date(text);
    await addSubscription(basic, { activatedAt: on("2026-01-10T00:00:00Z") });
    await addSubscription(basic, { activatedAt: on("2026-02-28T23:30:00Z"), status: "TRIALING" });
    await addSubscription(basic, { activatedAt: on("2026-03-08T00:00:00Z"), status: "PAST_DUE" });
    await addSubscription(sport, { activatedAt: on("2026-03-08T00:00:00Z") });
    await addSubscription(sport, { activatedAt: on("2026-01-01T00:00:00Z"), endedAt: on("2026-03-04T00:00:00Z"), status: "CANCELED" });
    await addSubscription(sport, { activatedAt: on("2026-01-01T00:00:00Z"), endedAt: on("2026-02-04T00:00:00Z"), status: "EXPIRED" });
    await addSubscription(sport, { endedAt: on("2026-03-04T00:00:00Z"), status: "EXPIRED" }); // a checkout that was never paid
    await addSubscription(sport, { status: "INCOMPLETE" });
  });

  it("are counted now, gained and lost in the period, and compared with the one before", async () => {
    expect((await runningSubscriptions(march("UTC"))).totals).toEqual({
      active: 4,
      activeBefore: 3,
      gained: 2,
      gainedBefore: 1,
      lost: 1,
      lostBefore: 1,
    });
    expect((await runningSubscriptions(march("Europe/Berlin"))).totals.gained).toBe(3);
  });

  it.each(["UTC", "Europe/Berlin"])("open as many rows as each number says (%s)", async (timeZone) => {
    const period = march(timeZone);
    const count = async (href: string) => (await subscriptionCount((await readSubscriptionParams(params(href))).filter, timeZone)).count;
    const { totals, byPlan } = await runningSubscriptions(period);
    const { active, gained, lost } = totals;
    expect(await count(activeHref(period))).toBe(active);
    for (const { planId, count: ofPlan } of byPlan) expect(await count(activeHref(period, planId))).toBe(ofPlan);
    expect(await count(gainedHref(period))).toBe(gained);
    expect(await count(lostHref(period))).toBe(lost);
    const plans = await planTotalsTable("UTC");
    const sum = (pick: (plan: (typeof plans)[number]) => number) => plans.reduce((all, plan) => all + pick(plan), 0);
    expect(await count(planSubscriptionsHref(null, "ACTIVE"))).toBe(sum((plan) => plan.active));
    expect(await count(planSubscriptionsHref(null, "TRIALING"))).toBe(sum((plan) => plan.trialing));
    expect(await count(planSubscriptionsHref(null, "PAST_DUE"))).toBe(sum((plan) => plan.pastDue));
    expect(await count(planSubscriptionsHref(null, "ended"))).toBe(sum((plan) => plan.canceled));
    expect(await count(planSubscriptionsHref(null, "unbegun"))).toBe(sum((plan) => plan.unbegun));
    expect(await count("/operator/subscriptions")).toBe(
      sum((plan) => plan.active + plan.trialing + plan.pastDue + plan.canceled + plan.unbegun),
    );
    for (const { planId, active, trialing, pastDue, canceled, unbegun } of plans) {
      expect(await count(planSubscriptionsHref(planId, "ACTIVE"))).toBe(active);
      expect(await count(planSubscriptionsHref(planId, "ended"))).toBe(canceled);
      expect(await count(planSubscriptionsHref(planId, "all"))).toBe(active + trialing + pastDue + canceled + unbegun);
    }
  });

  it("of a period that is over are those of its end, not of today", async () => {
    const january = periodOf({ choice: "custom", from: "2026-01-01", to: "2026-01-31" }, "UTC", AT);
    const { totals, byPlan } = await runningSubscriptions(january);
    expect(totals).toMatchObject({ active: 3, activeBefore: 0 });
    expect(byPlan).toMatchObject([
      { plan: "Sport", count: 2 },
      { plan: "Basic", count: 1 },
    ]);
    const { filter } = await readSubscriptionParams(params(activeHref(january)));
    expect(await subscriptionCount(filter, "UTC")).toEqual({ count: 3, more: false });
  });

  it("show by plan how many there are and what was paid, by currency", async () => {
    expect((await runningSubscriptions(march("UTC"))).byPlan).toMatchObject([
      { plan: "Basic", count: 3 },
      { plan: "Sport", count: 1 },
    ]);
    expect(await planTotalsTable("UTC")).toMatchObject([
      {
        plan: "Basic",
        active: 1,
        trialing: 1,
        pastDue: 1,
        canceled: 0,
        amounts: [
          { currency: "EUR", minor: 2840n },
          { currency: "JPY", minor: 500n },
        ],
      },
      {
        plan: "Sport",
        active: 1,
        canceled: 2,
        amounts: [
          { currency: "KWD", minor: 9_007_199_254_740_993n },
          { currency: "EUR", minor: 70n },
        ],
      },
    ]);
  });
});
