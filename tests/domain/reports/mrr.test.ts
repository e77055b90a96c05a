import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Price } from "#lib/db/generated/client.ts";
import { type NewEvent, recordEvent } from "#lib/events/record.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { mrrDifferences } from "#lib/reports/books-of-mrr.ts";
import { mrrReport } from "#lib/reports/mrr/report.ts";
import { PERIODS, type Period, periodOf } from "#lib/reports/period.ts";
import { rollUpMrr } from "#lib/reports/rollups/roll-up-mrr.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCustomer, addPlanWithPrice } from "./history.ts";
import { plainly } from "./mrr-plainly.ts";
import { rollUpMrrAll } from "./roll-up-all.ts";

useDatabase();
const NOW = new Date("2026-06-17T15:20:00Z");
stopClockAt(NOW);
const DAY_MS = 86_400_000;
const FIRST = Date.parse("2025-05-01T09:00:00Z");
let timeZone: string;
const couponId = crypto.randomUUID();
const plans: Price[] = [];

beforeAll(async () => {
  ({ timeZone } = (await getSettings()).company);
  for (const interval of ["MONTH", "YEAR", "WEEK"] as const) {
    const { plan, price } = await addPlanWithPrice(interval);
    plans.push(
      await db.price.update({ where: { id: price.id }, data: { interval } }),
      await db.price.create({ data: { planId: plan.id, interval: "MONTH", createdAt: NOW } }),
    );
  }
});

const deed = fc.record({
  after: fc.integer({ min: 0, max: 90 * 24 }),
  does: fc.constantFrom("pause", "goOn", "end", "change", "discount", "owe", "payLate", "roll up"),
});
const bought = fc.record({
  at: fc.integer({ min: 0, max: 400 * 24 }),
  trial: fc.boolean(),
  oneTerm: fc.constantFrom(false, false, false, true),
  currency: fc.constantFrom("EUR", "EUR", "USD"),
  price: fc.nat(5),
  amount: fc.bigInt({ min: 0n, max: 20_000n }),
  deeds: fc.array(deed, { maxLength: 6 }),
});
const viewer = fc.array(bought, { minLength: 1, maxLength: 3 });
type Bought = typeof bought extends fc.Arbitrary<infer T> ? T : never;

/** A subscription as the use cases would have written it, with each of its events when it happened. */
async function live(payerId: string, { at, trial, oneTerm, currency, price, amount, deeds }: Bought): Promise<void> {
  let clock = new Date(FIRST + at * 3_600_000);
  if (clock > NOW) return;
  const of = plans[price];
  const terms = { currency, amount, interval: of.interval, intervalCount: of.intervalCount, planId: of.planId, priceId: of.id };
  const { id: subscriptionId } = await db.subscription.create({
    data: {
      ...terms,
      customerId: (await addCustomer()).id, // who watches: each plan is live once for a viewer
      payerId,
      oneTerm,
      status: trial ? "TRIALING" : "ACTIVE",
      timeZone: "UTC",
      createdAt: clock,
      activatedAt: clock,
      trialEndsAt: trial ? clock : null,
    },
  });
  let [status, inTrial, watches, off] = ["ACTIVE", trial, true, false];
  const tell = (...events: [NewEvent["subject"], string, object?][]) =>
    recordEvent(
      db,
      ...events.map(([subject, type, data]) => ({ subject, subscriptionId, type, source: "worker", at: clock, data }) as NewEvent),
    );
  const sell = (of: Price, amount: bigint) =>
    db.subscriptionItem.create({
      data: {
        subscriptionId,
        kind: "PLAN",
        planId: of.planId,
        priceId: of.id,
        name: "x",
        amount,
        packages: [],
        maxDevices: 1,
        maxStreams: 1,
        quality: "HD",
        addedAt: clock,
      },
    });
  await sell(of, amount);
  await tell(["SUBSCRIPTION", trial ? "trial_started" : "activated"], ["ACCESS", "granted"]);
  for (const { after, does } of deeds) {
    if (does === "roll up") {
      await rollUpMrr(5);
      continue;
    }
    clock = new Date(clock.getTime() + after * 3_600_000);
    if (clock > NOW || status === "CANCELED") break;
    const endedAt = { endedAt: new Date(clock.getTime() - Math.min(after, 5) * 60_000).toISOString() };
    if (does === "goOn" && inTrial) {
      inTrial = false;
      await tell(["SUBSCRIPTION", "renewed", { cycle: 0 }]);
    } else if (does === "goOn" && !watches) {
      [status, watches] = ["ACTIVE", true];
      await tell(["SUBSCRIPTION", "resumed"], ["ACCESS", "granted"]);
    } else if (does === "goOn") await tell(["SUBSCRIPTION", "renewed", { cycle: 7 }]);
    else if (does === "pause" && watches && !inTrial && status === "ACTIVE") {
      [status, watches] = ["PAUSED", false];
      await tell(["SUBSCRIPTION", "paused"], ["ACCESS", "ended", endedAt]);
    } else if (does === "owe" && watches && !inTrial && status === "ACTIVE") {
      status = "PAST_DUE";
      await tell(["SUBSCRIPTION", "past_due"]);
    } else if (does === "payLate" && status === "PAST_DUE") {
      status = "ACTIVE";
      await tell(["SUBSCRIPTION", "recovered"]);
    } else if (does === "end") {
      status = "CANCELED";
      await tell(["SUBSCRIPTION", "canceled"], ["ACCESS", "ended", endedAt]);
      watches = false;
    } else if (does === "change") {
      const next = plans[(price + after) % 6];
      const was = off ? { was: { currency, percentPpm: 250_000, amountOff: null } } : {};
      await db.subscriptionItem.updateMany({ where: { subscriptionId, removedAt: null }, data: { removedAt: clock } });
      await sell(next, amount + BigInt(after));
      off = false;
      await db.subscription.update({
        where: { id: subscriptionId },
        data: {
          interval: next.interval,
          planId: next.planId,
          priceId: next.id,
          amount: amount + BigInt(after),
          couponId: null,
          couponCode: null,
          couponPercentPpm: null,
          couponDuration: null,
        },
      });
      await tell(["SUBSCRIPTION", "plan_changed", { from: of.planId, to: next.planId, ...was }], ["ACCESS", "changed"]);
    } else if (does === "discount" && !off) {
      off = true;
      await db.subscription.update({
        where: { id: subscriptionId },
        data: { couponId, couponCode: "STAY", couponPercentPpm: 250_000, couponDuration: "FOREVER" },
      });
      await tell(["SUBSCRIPTION", "discount_given", { code: "STAY" }]);
    }
    const ended = status === "CANCELED" ? { endedAt: clock } : {};
    await db.subscription.update({
      where: { id: subscriptionId },
      data: { status: inTrial && status === "ACTIVE" ? "TRIALING" : (status as "ACTIVE"), ...ended },
    });
  }
}

const periods = (): Period[] => [
  ...PERIODS.filter((choice) => choice !== "custom").map((choice) => periodOf({ choice, from: null, to: null }, timeZone, NOW)),
  periodOf({ choice: "custom", from: "2025-08-03", to: "2025-11-20" }, timeZone, NOW),
];

describe("MRR and its movements", () => {
  it("are what the subscriptions come to, whatever became of them, and however far they were read", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(viewer, { maxLength: 4 }), async (viewers) => {
        for (const subscriptions of viewers) {
          const { id } = await addCustomer();
          for (const one of subscriptions) await live(id, one);
        }
        expect(await mrrDifferences(timeZone)).toEqual([]);
        await rollUpMrr(60);
        expect(await mrrDifferences(timeZone)).toEqual([]);
      }),
      { numRuns: 15, seed: 10 },
    );
    expect(await db.mrrMovement.count()).toBeGreaterThan(0);
  });

  it.each(["what was read so far", "all of it"])("say of each period what its rows say, from %s", { timeout: 60_000 }, async (read) => {
    if (read === "all of it") await rollUpMrrAll();
    for (const currency of ["EUR", "USD"])
      for (const period of periods()) {
        const report = (await mrrReport(period, currency, NOW))!;
        const end = new Date(Math.min(period.end.getTime(), NOW.getTime()));
        expect(report.now).toMatchObject(await plainly({ start: period.start, end }, currency));
        expect(report.before).toMatchObject(await plainly(period.before, currency));
        const points = report.points.flatMap(({ figures }) => (figures ? [figures] : []));
        expect(points.at(-1)?.closing).toEqual(report.now.closing);
        expect(points[0].opening).toEqual(report.now.opening);
        for (const [index, { opening }] of points.entries()) if (index > 0) expect(opening).toEqual(points[index - 1].closing);
        const plans = report.byPlan.reduce((sum, { closing }) => sum + closing, 0n) - report.now.closing.mrr;
        expect(Math.abs(Number(plans))).toBeLessThanOrEqual(report.byPlan.length);
      }
  });

  it("of a period that is over stay as they were, whatever happens later", async () => {
    const july = periodOf({ choice: "custom", from: "2025-07-01", to: "2025-07-31" }, timeZone, NOW);
    const before = await mrrReport(july, "EUR", NOW);
    const running = await db.subscription.findMany({ where: { status: "ACTIVE", currency: "EUR" } });
    expect(running.length).toBeGreaterThan(0);
    for (const { id: subscriptionId } of running) {
      await recordEvent(
        db,
        { subject: "SUBSCRIPTION", subscriptionId, type: "canceled", source: "worker", at: NOW },
        { subject: "ACCESS", subscriptionId, type: "ended", source: "worker", at: NOW, data: { endedAt: NOW.toISOString() } },
      );
      await db.subscription.update({ where: { id: subscriptionId }, data: { status: "CANCELED", endedAt: NOW } });
    }
    expect(await mrrReport(july, "EUR", NOW)).toEqual(before);
    await rollUpMrrAll();
    expect(await mrrReport(july, "EUR", NOW)).toEqual(before);
    expect(await mrrDifferences(timeZone)).toEqual([]);
  });

  it("are found wrong by the books when a sum, or a movement, is", async () => {
    await rollUpMrrAll();
    const which = { unit: "DAY", currency: "EUR", kind: "NEW" } as const;
    await db.mrrRollup.updateMany({ where: which, data: { amount: { increment: 1n } } });
    expect(await mrrDifferences(timeZone)).not.toEqual([]);
    await db.mrrRollup.updateMany({ where: which, data: { amount: { decrement: 1n } } });
    expect(await mrrDifferences(timeZone)).toEqual([]);
    const { id, at } = await db.mrrMovement.findFirstOrThrow({ where: { kind: "CHURN" } });
    await db.mrrMovement.update({ where: { id }, data: { at: new Date(at.getTime() + DAY_MS) } });
    expect(await mrrDifferences(timeZone)).not.toEqual([]);
    await db.mrrMovement.update({ where: { id }, data: { at } });
  });

  it("are made again however few events may be read at once", async () => {
    await rollUpMrrAll();
    await db.rollupCursor.update({ where: { name: "mrr" }, data: { txid: 0n, position: 0n } });
    expect(await rollUpMrr(1)).toBe(1);
    await rollUpMrrAll();
    expect(await mrrDifferences(timeZone)).toEqual([]);
  });

  it("begin anew where the account's days are others", async () => {
    await rollUpMrrAll();
    await db.rollupCursor.update({ where: { name: "mrr" }, data: { timeZone: "Pacific/Apia" } });
    const period = periodOf({ choice: "12m", from: null, to: null }, timeZone, NOW);
    const read = await mrrReport(period, "USD", NOW);
    expect(await rollUpMrr()).toBeGreaterThan(0);
    expect(await mrrReport(period, "USD", NOW)).toEqual(read);
    await rollUpMrrAll();
    expect(await mrrReport(period, "USD", NOW)).toEqual(read);
    expect(await mrrDifferences(timeZone)).toEqual([]);
  });
});
