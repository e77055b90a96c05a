import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { type Subscription, SubscriptionStatus } from "#lib/db/generated/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { subscriptionDifferences } from "#lib/reports/books-of-subscriptions.ts";
import { cohorts } from "#lib/reports/cohorts.ts";
import { PERIODS, periodOf, type Span } from "#lib/reports/period.ts";
import { rollUpSubscriptions } from "#lib/reports/rollups/roll-up-subscriptions.ts";
import { planTotalsTable, runningSubscriptions } from "#lib/reports/subscriptions.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPlanWithPrice, addSubscription } from "./history.ts";

useDatabase();
const NOW = new Date("2026-06-17T15:20:00Z");
stopClockAt(NOW);
const FIRST = Date.parse("2025-03-01T00:00:00Z");

let plans: Awaited<ReturnType<typeof addPlanWithPrice>>[];
let timeZone: string;

beforeAll(async () => {
  plans = [await addPlanWithPrice("Basic"), await addPlanWithPrice("Sport")];
  ({ timeZone } = (await getSettings()).company);
});

const DAY_MS = 86_400_000;
const row = fc
  .record({
    status: fc.constantFrom(...Object.values(SubscriptionStatus)),
    began: fc.option(fc.integer({ min: FIRST, max: NOW.getTime() })),
    lasted: fc.option(fc.integer({ min: 1, max: 200 * DAY_MS })),
  })
  .map(({ status, began, lasted }) => ({
    status,
    activatedAt: began === null ? null : new Date(began),
    endedAt: lasted === null ? null : new Date(Math.min((began ?? FIRST) + lasted, NOW.getTime())),
  }));
const subscription = fc.record({
  plan: fc.nat(1),
  becomes: fc.array(row, { minLength: 1, maxLength: 4 }),
  counted: fc.nat(3),
  moves: fc.boolean(),
});

/** Whatever its row becomes, counted now and then. */
async function live({ plan, becomes: [first, ...later], counted, moves }: typeof subscription extends fc.Arbitrary<infer T> ? T : never) {
  const { id } = await addSubscription(plans[plan], first);
  for (const [index, values] of later.entries()) {
    if (index === counted) await rollUpSubscriptions(3);
    const elsewhere = moves ? { planId: plans[1 - plan].plan.id } : {};
    await db.subscription.update({ where: { id }, data: { ...values, ...elsewhere } });
  }
}

/** Once more, from nothing but the rows. */
async function plainly({ start, end }: Span) {
  const all = (await db.subscription.findMany()).filter(({ activatedAt }) => activatedAt !== null);
  const isIn = (at: Date | null) => at !== null && at >= start && at < end;
  const activeAt = (at: Date) => all.filter((one) => one.activatedAt! < at && (!one.endedAt || one.endedAt >= at));
  return {
    active: activeAt(end).length,
    activeBefore: activeAt(start).length,
    gained: all.filter(({ activatedAt }) => isIn(activatedAt)).length,
    lost: all.filter(({ endedAt }) => isIn(endedAt)).length,
    byPlan: plans
      .map(({ plan: { id } }) => {
        const at = (when: Date) => activeAt(when).filter(({ planId }) => planId === id).length;
        return { planId: id, count: at(end), before: at(start) };
      })
      .filter(({ count, before }) => count > 0 || before > 0),
  };
}

const MONTHS = { from: Temporal.PlainYearMonth.from("2025-07"), count: 12 };

/** By the months in which each began and ended. */
function cohortsPlainly(rows: Subscription[], plan: string | null) {
  const monthOf = (at: Date) => at.toTemporalInstant().toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth().toString();
  const months = Array.from({ length: 12 }, (_, n) => MONTHS.from.add({ months: n }).toString());
  return months.map((month, place) => {
    const begun = rows.filter(({ activatedAt, planId }) => activatedAt && monthOf(activatedAt) === month && (plan ?? planId) === planId);
    const left = months.slice(place).map((until) => begun.filter(({ endedAt }) => !endedAt || monthOf(endedAt) > until).length);
    return { month, began: begun.length, left };
  });
}

async function expectToAgree(): Promise<void> {
  for (const choice of PERIODS.filter((choice) => choice !== "custom")) {
    const period = periodOf({ choice, from: null, to: null }, timeZone, NOW);
    const { totals, byPlan } = await runningSubscriptions(period);
    const { byPlan: plansPlainly, ...plain } = await plainly(period);
    expect(totals).toMatchObject(plain);
    const before = await plainly(period.before);
    expect(totals).toMatchObject({ gainedBefore: before.gained, lostBefore: before.lost });
    const sorted = (of: { planId: string; count: number; before: number }[]) =>
      of.map(({ planId, count, before }) => `${planId} ${count} ${before}`).sort();
    expect(sorted(byPlan)).toEqual(sorted(plansPlainly));
  }
  const rows = await db.subscription.findMany();
  for (const plan of [null, plans[0].plan.id]) expect(await cohorts({ ...MONTHS, timeZone }, plan)).toEqual(cohortsPlainly(rows, plan));
  for (const { planId, paused, unbegun, canceled, active, trialing, pastDue } of await planTotalsTable(timeZone)) {
    const of = rows.filter((one) => one.planId === planId);
    const begun = (...states: string[]) => of.filter(({ activatedAt, status }) => activatedAt && states.includes(status)).length;
    expect({ active, trialing, pastDue, canceled, unbegun, paused }).toEqual({
      active: begun("ACTIVE"),
      trialing: begun("TRIALING"),
      pastDue: begun("PAST_DUE"),
      canceled: begun("CANCELED", "EXPIRED", "INCOMPLETE"),
      unbegun: of.filter(({ activatedAt }) => !activatedAt).length,
      paused: of.filter(({ status }) => status === "PAUSED").length,
    });
  }
}

describe("the sums of subscriptions that are kept", () => {
  it("are what the rows come to, whatever becomes of them, and however far they were counted", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(subscription, { maxLength: 6 }), async (subscriptions) => {
        for (const one of subscriptions) await live(one);
        expect(await subscriptionDifferences(timeZone)).toEqual([]);
      }),
      { numRuns: 20, seed: 7 },
    );
    expect(await db.subscription.count()).toBeGreaterThan(20);
    expect(await db.subscriptionRollup.count()).toBeGreaterThan(5);
    await expectToAgree();
    while ((await rollUpSubscriptions(10)) > 0);
    expect(await db.subscriptionChange.count()).toBe(0);
    await expectToAgree();
    expect(await subscriptionDifferences(timeZone)).toEqual([]);
  });

  it("begin anew where the account's days are others", { timeout: 30_000 }, async () => {
    await db.rollupCursor.update({ where: { name: "subscriptions" }, data: { timeZone: "Pacific/Apia" } });
    await expectToAgree();
    expect(await rollUpSubscriptions(10)).toBe(10);
    expect(await db.subscriptionChange.count()).toBe((await db.subscription.count()) - 10);
    await expectToAgree();
    while ((await rollUpSubscriptions()) > 0);
    await expectToAgree();
    expect(await subscriptionDifferences(timeZone)).toEqual([]);
  });

  it("forget what was taken away", async () => {
    const { id } = await addSubscription(plans[0], { activatedAt: NOW });
    await rollUpSubscriptions();
    await db.subscription.delete({ where: { id } });
    expect(await subscriptionDifferences(timeZone)).toEqual([]);
    await rollUpSubscriptions();
    expect(await subscriptionDifferences(timeZone)).toEqual([]);
  });

  it.each([
    ["a day", () => db.subscriptionRollup.updateMany({ where: { unit: "DAY" }, data: { count: { increment: 1n } } })],
    ["a month", () => db.subscriptionRollup.updateMany({ where: { unit: "MONTH" }, data: { count: { decrement: 1n } } })],
    ["a cohort", () => db.subscriptionCohort.updateMany({ data: { count: { increment: 1n } } })],
    ["a state", () => db.subscriptionCount.updateMany({ data: { count: { increment: 1n } } })],
  ])("are found wrong by the books when %s is", async (_, spoil) => {
    await spoil();
    expect(await subscriptionDifferences(timeZone)).not.toEqual([]);
    await db.subscriptionRollup.deleteMany();
    await db.subscriptionCohort.deleteMany();
    await db.subscriptionCount.deleteMany();
    await db.$executeRaw`SELECT recount_subscriptions()`;
    expect(await subscriptionDifferences(timeZone)).toEqual([]);
    await rollUpSubscriptions();
  });
});
