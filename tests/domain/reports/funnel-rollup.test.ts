import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { countPaid, countStep } from "#lib/events/count-step.ts";
import { VISITS_KEPT_DAYS } from "#lib/events/visits.ts";
import { runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { funnelDifferences } from "#lib/reports/books-of-funnel.ts";
import { FUNNEL_GROUPS, FUNNEL_STEPS, funnel, funnelSql } from "#lib/reports/funnel.ts";
import { rollUpFunnel } from "#lib/reports/rollups/roll-up-funnel.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { holds, timeZone } from "#tests/support/property.ts";
import { liveIn } from "#tests/support/shop.ts";

useDatabase();
afterAll(() => runClock());

const HOUR_MS = 3_600_000;
const FIRST = Date.parse("2026-03-20T00:00:00Z");

/** What happens some hours after what happened before: a visitor does a step, one of those before pays, or a worker adds up. */
const happening = fc.record({
  hours: fc.integer({ min: 0, max: 30 }),
  what: fc.constantFrom("comes", "comes", "comes", "comes again", "pays", "add up"),
  who: fc.nat({ max: 1000 }),
  step: fc.constantFrom("VISIT", "PLAN_VIEW", "CHECKOUT", "PAYMENT"),
  source: fc.constantFrom("", "google.com"),
  device: fc.constantFrom("PHONE", "TV"),
  country: fc.constantFrom("", "DE"),
  coupon: fc.constantFrom("", "", "SUMMER"),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;
type Known = { id: string; day: string; reached: number; source: string; device: string; country: string; coupon: string };

const emptied = () => db.$executeRaw`TRUNCATE "FunnelVisit", "FunnelRollup", "FunnelCursor"`;

/** The same, plainly: all visitors in a list. */
async function happen({ what, who, step, source, device, country, coupon }: Happening, at: Date, known: Known[]): Promise<void> {
  const settings = await getSettings();
  const day = civilDate(at, settings.company.timeZone).toString();
  if (what === "add up") await rollUpFunnel(3);
  if (what === "pays" && known.length > 0) {
    const visitor = known[who % known.length];
    await transaction((tx) => countPaid(tx, visitor.id));
    visitor.reached = 5;
  }
  if (what === "pays" || what === "add up") return;
  const today = known.filter((visitor) => visitor.day === day);
  const before = what === "comes again" ? today[who % Math.max(today.length, 1)] : undefined;
  const visitor = before ?? { id: crypto.randomUUID(), day, reached: 0, source, device, country, coupon: "" };
  if (!before) known.push(visitor);
  await countStep(db, { id: visitor.id, source, device, country }, { step, coupon, country: step === "PAYMENT" ? "FR" : null }, settings);
  const reached = FUNNEL_STEPS.indexOf(step) + 1;
  const isNews = visitor.reached < reached || (coupon !== "" && coupon !== visitor.coupon);
  if (isNews && coupon) visitor.coupon = coupon;
  if (isNews && step === "PAYMENT") visitor.country = "FR";
  visitor.reached = Math.max(visitor.reached, reached);
}

function plainly(known: Known[]): number[] {
  return FUNNEL_STEPS.map((_, index) => known.filter((visitor) => visitor.reached > index).length);
}

describe("the funnel", () => {
  it("is what the visitors did, at each moment, whichever days were added up", { timeout: 120_000 }, async () => {
    await holds(
      fc.asyncProperty(
        timeZone,
        fc.array(happening, { minLength: 5, maxLength: 25 }),
        fc.nat({ max: 12 }),
        fc.nat({ max: 8 }),
        async (zone, all, skip, days) => {
          await emptied();
          await liveIn(zone);
          const known: Known[] = [];
          let at = new Date(FIRST);
          for (const one of all) {
            at = new Date(at.getTime() + one.hours * HOUR_MS);
            stopClockAt(at);
            await happen(one, at, known);
          }
          const from = Temporal.PlainDate.from("2026-03-19").add({ days: skip });
          const period = { from: from.toString(), to: from.add({ days }).toString() };
          const within = known.filter(({ day }) => day >= period.from && day <= period.to);
          for (const by of FUNNEL_GROUPS) {
            const { steps, groups } = await funnel(period, by);
            expect(steps.map(({ visitors }) => visitors)).toEqual(plainly(within));
            const keys = Map.groupBy(within, (visitor) => visitor[by]);
            expect(Object.fromEntries(groups.map(({ key, steps }) => [key, steps.map(({ visitors }) => visitors)]))).toEqual(
              Object.fromEntries([...keys].map(([key, visitors]) => [key, plainly(visitors)])),
            );
          }
          expect(await funnelDifferences()).toEqual([]);
        },
      ),
      25,
    );
  });

  it("adds each day up once, whoever does it, and passes over days without visitors", async () => {
    await emptied();
    await liveIn("UTC");
    await visit("2024-01-01T10:00:00Z");
    await visit("2026-02-01T10:00:00Z");
    await visit("2026-05-01T10:00:00Z");
    stopClockAt(new Date("2026-05-01T12:00:00Z"));
    await Promise.all(Array.from({ length: 6 }, () => rollUpFunnel()));
    const days = await db.funnelRollup.findMany({ where: { grain: "ALL" }, orderBy: { day: "asc" } });
    expect(days.map(({ day, visits }) => [day.toISOString().slice(0, 10), visits])).toEqual([
      ["2024-01-01", 1],
      ["2026-02-01", 1],
    ]);
    expect(await rollUpFunnel()).toBe(0);
  });

  it("forgets visitors of long ago and keeps their sums, also of a payment that comes too late", async () => {
    await emptied();
    await liveIn("UTC");
    const old = await visit("2025-01-01T10:00:00Z");
    const recent = await visit("2026-04-30T10:00:00Z");
    const on = async (date: string) => (await funnel({ from: date, to: date })).steps.map(({ visitors }) => visitors);
    stopClockAt(new Date(Date.parse("2025-01-01T12:00:00Z") + VISITS_KEPT_DAYS * 24 * HOUR_MS));
    await rollUpFunnel();
    expect(await db.funnelVisit.count()).toBe(2);
    stopClockAt(new Date("2026-05-01T00:00:00Z"));
    await rollUpFunnel();
    expect(await db.funnelVisit.findMany({ select: { visitor: true } })).toEqual([{ visitor: recent }]);
    for (const visitor of [old, recent]) await transaction((tx) => countPaid(tx, visitor));
    expect(await on("2025-01-01")).toEqual([1, 0, 0, 0, 0]);
    expect(await on("2026-04-30")).toEqual([1, 1, 1, 1, 1]);
    await rollUpFunnel();
    expect(await on("2026-04-30")).toEqual([1, 1, 1, 1, 1]);
    expect(await db.funnelVisit.count({ where: { counted: { not: null } } })).toBe(0);
    expect(await funnelDifferences()).toEqual([]);
  });

  it("waits with a day that somebody still writes of", async () => {
    await emptied();
    await liveIn("UTC");
    await visit("2026-05-01T10:00:00Z");
    stopClockAt(new Date("2026-05-01T23:59:59Z"));
    const settings = await getSettings();
    const late = { id: crypto.randomUUID(), source: "", device: "PHONE", country: "" } as const;
    await transaction(async (tx) => {
      await countStep(tx, late, { step: "PAYMENT" }, settings);
      stopClockAt(new Date("2026-05-02T00:00:10Z"));
      expect(await rollUpFunnel()).toBe(0);
    });
    expect(await rollUpFunnel()).toBe(1);
    expect((await funnel({ from: "2026-05-01", to: "2026-05-01" })).steps[0].visitors).toBe(2);
  });

  it("tells the books of a sum that is wrong", async () => {
    await emptied();
    await liveIn("UTC");
    await visit("2026-05-01T10:00:00Z");
    stopClockAt(new Date("2026-05-03T00:00:00Z"));
    await rollUpFunnel();
    await db.funnelRollup.updateMany({ where: { grain: "DEVICE" }, data: { planViews: { increment: 2 } } });
    expect(await funnelDifferences()).toEqual([
      { what: "visitors of 2026-05-01 DEVICE PHONE", detail: "the sums have 0, 2, 0, 0, 0 more than there are" },
    ]);
  });
});

/** Somebody comes then, and goes again. */
async function visit(at: string): Promise<string> {
  stopClockAt(new Date(at));
  const id = crypto.randomUUID();
  await countStep(db, { id, source: "", device: "PHONE", country: "" }, { step: "VISIT" }, await getSettings());
  return id;
}

type Plan = { "Relation Name"?: string; "Total Cost": number; "Actual Rows": number; "Actual Loops": number; Plans?: Plan[] };

it("the funnel reads no visitor of a day that was added up", { timeout: 60_000 }, async () => {
  await emptied();
  await liveIn("UTC");
  await db.$executeRaw`
    INSERT INTO "FunnelVisit" ("visitor", "day", "step", "at", "source")
    SELECT gen_random_uuid(), d::date, 'PLAN_VIEW', d, 'source ' || n % 5 FROM generate_series(timestamptz '2026-01-01', '2026-04-10', '1 day') d, generate_series(1, 200) n`;
  await db.$executeRaw`ANALYZE "FunnelVisit"`;
  stopClockAt(new Date("2026-04-10T12:00:00Z"));
  while ((await rollUpFunnel()) > 0);
  await db.$executeRaw`ANALYZE "FunnelRollup", "FunnelCursor"`;
  const asked = { from: "2025-04-11", to: "2026-04-10" };
  expect((await funnel(asked)).steps.map(({ visitors }) => visitors)).toEqual([20_000, 20_000, 0, 0, 0]);
  const [explained] = await db.$queryRaw<
    { "QUERY PLAN": [{ Plan: Plan }] }[]
  >`EXPLAIN (ANALYZE, FORMAT JSON) ${funnelSql(asked, ["ALL", "SOURCE"])}`;
  const [{ Plan: plan }] = explained["QUERY PLAN"];
  expect(readOf("FunnelVisit", plan)).toBeLessThan(205);
  expect(plan["Total Cost"]).toBeLessThan(100_000);
});

function readOf(table: string, plan: Plan): number {
  const own = plan["Relation Name"] === table ? plan["Actual Rows"] * plan["Actual Loops"] : 0;
  return (plan.Plans ?? []).reduce((sum, part) => sum + readOf(table, part), own);
}
