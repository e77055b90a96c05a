import { beforeAll, describe, expect, it } from "vitest";
import { readVisitorParams } from "#app/operator/visitors/params.ts";
import { db } from "#lib/db/client.ts";
import { type FunnelStep, funnel } from "#lib/reports/funnel.ts";
import { periodOf } from "#lib/reports/period.ts";
import { visitorCount, visitors } from "#lib/reports/visitors.ts";
import { visitorsHref } from "#lib/web/lists/report-links.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPlanWithPrice, addSubscription, params } from "./history.ts";

useDatabase();

const march = (timeZone: string) =>
  periodOf({ choice: "custom", from: "2026-03-01", to: "2026-03-31" }, timeZone, new Date("2026-04-10T12:00:00Z"));

describe("the funnel", () => {
  const [ada, bob, eve] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  beforeAll(async () => {
    const basic = await addPlanWithPrice("Basic");
    const visit = (visitor: string, step: FunnelStep, at: string) =>
      db.funnelVisit.create({ data: { visitor, step, day: new Date(at.slice(0, 10)), at: new Date(at), planId: basic.plan.id } });
    for (const day of ["2026-03-01", "2026-03-02"]) await visit(ada, "VISIT", `${day}T11:00:00Z`);
    await visit(bob, "VISIT", "2026-03-02T12:00:00Z");
    await visit(bob, "PLAN_VIEW", "2026-03-02T12:00:00Z");
    await visit(eve, "VISIT", "2026-02-28T23:30:00Z"); // March in Berlin
    for (const step of ["VISIT", "CHECKOUT", "PAID"] as const) await visit(eve, step, "2026-03-03T12:00:00Z");
    await visit(ada, "PAID", "2026-04-02T12:00:00Z");
    const subscription = await addSubscription(basic, { status: "INCOMPLETE" });
    const { planId, priceId, customerId, id: subscriptionId } = subscription;
    const placed = {
      planId,
      priceId,
      customerId,
      subscriptionId,
      currency: "EUR",
      gateway: "sandbox",
      visitor: eve,
      quote: { total: "1000" },
    };
    const at = new Date("2026-03-03T12:00:00Z");
    await db.order.create({ data: { ...placed, status: "PAID", completedAt: at, consentAt: at, createdAt: at } });
    const later = new Date("2026-03-04T12:00:00Z");
    await db.order.create({ data: { ...placed, status: "ABANDONED", consentAt: later, createdAt: later } });
  });

  it("counts different visitors of each step, whatever the days", async () => {
    expect((await funnel(march("UTC"))).map((step) => step.visitors)).toEqual([3, 1, 1, 1]);
  });

  it.each(["UTC", "Europe/Berlin"])("opens as many rows as each step says (%s)", async (timeZone) => {
    const period = march(timeZone);
    for (const { step, visitors: number } of await funnel(period)) {
      const { filter } = await readVisitorParams(params(visitorsHref(period, step)));
      expect(await visitorCount(filter, timeZone)).toBe(number);
      expect((await visitors(filter, timeZone, null)).rows).toHaveLength(number);
    }
  });

  it("tells of each visitor how far they came, and what they ordered", async () => {
    const { filter } = await readVisitorParams(params("/operator/visitors?from=2026-03-01&to=2026-03-31"));
    expect((await visitors(filter, "UTC", null)).rows).toMatchObject([
      { id: eve, days: 1, reached: "PAID", plan: "Basic", order: { status: "PAID", total: 1000n, name: "Ada" } },
      { id: bob, days: 1, reached: "PLAN_VIEW", order: null },
      { id: ada, days: 2, reached: "VISIT", order: null },
    ]);
    const found = async (more: object) => (await visitors({ ...filter, ...more }, "UTC", null)).rows.map((row) => row.id);
    expect(await found({ order: "ABANDONED" })).toEqual([eve]);
    expect(await found({ order: "OPEN" })).toEqual([]);
    expect(await found({ q: "ad" })).toEqual([eve]);
    expect(await found({ q: "ad", from: "2026-03-05" })).toEqual([]);
  });
});
