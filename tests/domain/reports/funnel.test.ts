import { beforeAll, describe, expect, it } from "vitest";
import { readVisitorParams } from "#app/operator/visitors/params.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { FUNNEL_GROUPS, type FunnelStep, funnel } from "#lib/reports/funnel.ts";
import { periodOf } from "#lib/reports/period.ts";
import { visitorCount, visitors } from "#lib/reports/visitors.ts";
import { visitorsHref } from "#lib/web/lists/report-links.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPlanWithPrice, addSubscription, params } from "./history.ts";

useDatabase();

const NOW = new Date("2026-04-10T12:00:00Z");
stopClockAt(NOW);
const march = periodOf({ choice: "custom", from: "2026-03-01", to: "2026-03-31" }, "UTC", NOW);

describe("the funnel", () => {
  const [ada, bob, eve, kay] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  beforeAll(async () => {
    const basic = await addPlanWithPrice("Basic");
    const visit = (visitor: string, day: string, step: FunnelStep, more: object = {}) =>
      db.funnelVisit.create({
        data: { visitor, step, day: new Date(day), at: new Date(`${day}T12:00:00Z`), planId: basic.plan.id, ...more },
      });
    for (const day of ["2026-02-28", "2026-03-01", "2026-03-02"]) await visit(ada, day, "VISIT", { country: "DE" });
    await visit(bob, "2026-03-02", "PLAN_VIEW", {
      at: new Date("2026-03-02T13:00:00Z"),
      source: "google.com",
      country: "FR",
      device: "PHONE",
    });
    await visit(eve, "2026-03-03", "PAID", { source: "google.com", country: "DE", coupon: "WELCOME20" });
    await visit(kay, "2026-04-02", "PAID");
    const subscription = await addSubscription(basic, { status: "INCOMPLETE" });
    const { planId, priceId, customerId, id: subscriptionId } = subscription;
    const of = { planId, priceId, customerId, subscriptionId };
    const placed = { ...of, currency: "EUR", gateway: "sandbox", visitor: eve, quote: { total: "1000" } };
    const at = new Date("2026-03-03T12:00:00Z");
    await db.order.create({ data: { ...placed, status: "PAID", completedAt: at, consentAt: at, createdAt: at } });
    const later = new Date("2026-03-03T13:00:00Z");
    await db.order.create({ data: { ...placed, status: "ABANDONED", consentAt: later, createdAt: later } });
  });

  it("counts the visitors of the days who reached each step or a later one", async () => {
    const { steps, groups } = await funnel(march);
    expect(steps.map(({ visitors }) => visitors)).toEqual([4, 2, 1, 1, 1]);
    expect(groups).toEqual([]);
  });

  it.each([
    ["source", { "": [2, 0, 0, 0, 0], "google.com": [2, 2, 1, 1, 1] }],
    ["device", { UNKNOWN: [3, 1, 1, 1, 1], PHONE: [1, 1, 0, 0, 0] }],
    ["country", { DE: [3, 1, 1, 1, 1], FR: [1, 1, 0, 0, 0] }],
    ["coupon", { "": [3, 1, 0, 0, 0], WELCOME20: [1, 1, 1, 1, 1] }],
  ] as const)("counts them by %s", async (by, expected) => {
    const { groups } = await funnel(march, by);
    expect(Object.fromEntries(groups.map(({ key, steps }) => [key, steps.map(({ visitors }) => visitors)]))).toEqual(expected);
  });

  it.each(["UTC", "Asia/Tokyo", "America/Los_Angeles"])(
    "opens as many rows as each number says, wherever the company is now (%s)",
    async (timeZone) => {
      const opened = async (href: string) => {
        const { filter } = await readVisitorParams(params(href));
        const { rows } = await visitors(filter, timeZone, null);
        expect(await visitorCount(filter, timeZone)).toEqual({ count: rows.length, more: false });
        return rows.length;
      };
      for (const { step, visitors: number } of (await funnel(march)).steps)
        expect(await opened(visitorsHref(march, { step }))).toBe(number);
      for (const by of FUNNEL_GROUPS)
        for (const { key, steps } of (await funnel(march, by)).groups)
          for (const { step, visitors: number } of steps)
            expect(await opened(visitorsHref(march, { step, [by]: key || "none" })), `${by} ${key}`).toBe(number);
    },
  );

  it("tells of each visitor how far they came, and what they ordered", async () => {
    const { filter } = await readVisitorParams(params("/operator/visitors?from=2026-03-01&to=2026-03-31"));
    expect((await visitors(filter, "UTC", null)).rows).toMatchObject([
      { id: eve, reached: "PAID", plan: "Basic", source: "google.com", order: { status: "PAID", total: 1000n, name: "Ada" } },
      { id: bob, reached: "PLAN_VIEW", device: "PHONE", country: "FR", order: null },
      { id: ada, reached: "VISIT", order: null },
      { id: ada, reached: "VISIT", order: null },
    ]);
    const found = async (more: object) => {
      const asked = { ...filter, ...more };
      const { rows } = await visitors(asked, "UTC", null);
      expect((await visitorCount(asked, "UTC")).count).toBe(rows.length);
      return rows.map((row) => row.id);
    };
    expect(await found({ order: "ABANDONED" })).toEqual([eve]);
    expect(await found({ order: "OPEN" })).toEqual([]);
    expect(await found({ q: "ad" })).toEqual([eve]);
    expect(await found({ q: "ad", from: "2026-03-05" })).toEqual([]);
    expect(await found({ source: "google.com", country: "FR" })).toEqual([bob]);
    expect(await found({ from: null, to: "2026-02-28" })).toEqual([ada]);
  });
});
