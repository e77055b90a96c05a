// biome-ignore-all format: a line is a chapter
import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { runClock } from "#lib/kernel/clock.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { madeOf } from "#lib/reports/mrr/made.ts";
import { monthly, rounded } from "#lib/reports/mrr/monthly.ts";
import { useDatabase } from "#tests/support/database.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

const told = () => story("UTC").set("changes", { upgrades: "prorated", downgrades: "renewal" }).set("dunning", { graceDays: 5, suspendDays: 0 });

/** What moved the MRR of a viewer, a line for each part: the day, the kind, and what came or went in a month. */
const moved = (...expected: string[]) => async (_: string, { id }: { id: string }) => {
  const parts = (await madeOf(db, [id])).get(id) ?? [];
  const lines = parts.map(({ at, kind, amount, interval, intervalCount, currency }) => {
    const minor = rounded(monthly(amount, { unit: interval, count: intervalCount }));
    return `${at.toISOString().slice(0, 10)} ${kind} ${toDecimal({ minor, currency })} ${currency}`;
  });
  expect(lines).toEqual(expected);
};

test("a life: bought, upgraded in the middle, downgraded with a renewal, extras, canceled to the end of what is paid, bought again", () =>
  told()
    .at("2025-06-01").buys("basic")
    .at("2025-06-16").changesTo("family")
    .at("2025-07-01").runs()
    .at("2025-07-10").changesTo("basic")
    .at("2025-08-01").runs()
    .at("2025-08-05").adds("sports")
    .at("2025-08-10").cancels()
    .at("2025-09-01").runs()
    .at("2025-10-01").takesUpAgain()
    .does(moved("2025-06-01 NEW 10.00 EUR", "2025-06-16 EXPANSION -10.00 EUR", "2025-06-16 EXPANSION 20.00 EUR", "2025-08-01 CONTRACTION 10.00 EUR", "2025-08-01 CONTRACTION -20.00 EUR", "2025-08-05 EXPANSION 3.00 EUR", "2025-09-01 CHURN -10.00 EUR", "2025-09-01 CHURN -3.00 EUR", "2025-10-01 REACTIVATION 10.00 EUR")));

test("a trial counts when it is billed, and one that is canceled never does", async () => {
  await told().at("2025-06-01T10:00").buys("trial").at("2025-06-08T10:00").runs().does(moved("2025-06-08 NEW 10.00 EUR", "2025-06-08 TRIAL_CONVERTED 0.00 EUR"));
  await told().at("2025-06-01T10:00").buys("trial").at("2025-06-03").cancels().at("2025-06-08T11:00").runs().does(moved("2025-06-08 TRIAL_LOST 0.00 EUR"));
});

test("a pass never recurs, and neither does what costs nothing", async () => {
  await told().at("2025-06-01").buys("pass").at("2025-06-05").runs().does(moved());
  await told().at("2025-06-01").buys("free").at("2025-07-01").runs().does(moved());
});

test("a year is a twelfth of it a month, whatever its invoices say", () =>
  told().at("2025-06-01").buys("year").at("2025-07-01").runs().does(moved("2025-06-01 NEW 8.33 EUR")));

test("a pause is no revenue for as long as it lasts", () =>
  told()
    .set("pauses", { byViewers: true, atOnce: true, maxDays: 90, perYear: 2 })
    .at("2025-06-01").buys("basic")
    .at("2025-06-16").pauses()
    .at("2025-08-01").resumes()
    .does(moved("2025-06-01 NEW 10.00 EUR", "2025-06-16 CHURN -10.00 EUR", "2025-08-01 REACTIVATION 10.00 EUR")));

test("a discount for ever is taken off for as long as it was there, also when a change has taken it; one that ends is not", async () => {
  await told()
    .offers("EVER", { percentPpm: 500_000, duration: "FOREVER" })
    .at("2025-06-01").buys("basic", { coupon: "EVER" })
    .does(async (id) => db.coupon.update({ where: { code: "EVER" }, data: { planIds: [(await db.subscription.findUniqueOrThrow({ where: { id } })).planId] } }))
    .at("2025-06-16").changesTo("family")
    .does(moved("2025-06-01 NEW 5.00 EUR", "2025-06-16 EXPANSION -5.00 EUR", "2025-06-16 EXPANSION 20.00 EUR"));
  await told().offers("ONCE").at("2025-06-01").buys("basic", { coupon: "ONCE" }).does(moved("2025-06-01 NEW 10.00 EUR"));
});

test("another currency is churn of the one and new of the other, also seen from later", () =>
  told()
    .at("2025-06-01").buys("basic")
    .at("2025-06-16").changesTo("dollars", { time: "anew", by: "OPERATOR" }).runs()
    .at("2025-07-16").runs()
    .does(moved("2025-06-01 NEW 10.00 EUR", "2025-06-16 CHURN -10.00 EUR", "2025-06-16 NEW 15.00 USD")));

test("a change is of one instant, also where time goes on while it is written", () =>
  told()
    .at("2025-06-01").buys("basic")
    .does(async () => runClock(Date.parse("2025-06-16T12:00:00Z") - Date.now()))
    .changesTo("family")
    .does(async (id) => {
      const items = await db.subscriptionItem.findMany({ where: { subscriptionId: id }, orderBy: { addedAt: "asc" } });
      const events = await db.domainEvent.findMany({ where: { subscriptionId: id, type: { in: ["plan_changed", "changed"] } } });
      const instants = [items[0].removedAt, items[1].addedAt, ...events.map(({ at }) => at)].map((at) => at?.getTime());
      expect(instants).toHaveLength(4);
      expect(new Set(instants).size).toBe(1);
    }));
