import { beforeEach, expect, it } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import { visitorId } from "#lib/events/visitor-id.ts";
import { forgetStale } from "#lib/identity/forget-stale.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { funnel } from "#lib/reports/funnel.ts";
import { rollUpFunnel } from "#lib/reports/rollups/roll-up-funnel.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { type CountVisitInput, countVisit } from "#lib/web/shop/count-visit.ts";
import { visitorOf } from "#lib/web/shop/visitor.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, liveIn, payAtSandbox } from "#tests/support/shop.ts";

useDatabase();

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
const sentBy = (userAgent = PHONE, ip = "192.0.2.1") => new Headers({ "user-agent": userAgent, "x-forwarded-for": ip });
const visit = (more: Partial<CountVisitInput> = {}, sent = sentBy()) => countVisit({ step: "VISIT", ...more }, sent);
const rows = () => db.funnelVisit.findMany({ orderBy: { at: "asc" } });
const TOKYO = "Asia/Tokyo";

beforeEach(async () => {
  await liveIn("America/New_York");
  await db.$executeRaw`TRUNCATE "FunnelVisit", "FunnelRollup", "FunnelCursor", "VisitorSalt", "Throttle"`;
  stopClockAt(new Date("2026-12-31T18:00:00Z"));
});

it("counts a visitor once a day of the company, wherever the day of UTC changes, as another each day", async () => {
  for (const at of ["2026-12-31T18:00:00Z", "2027-01-01T01:00:00Z", "2027-01-01T04:59:00Z", "2027-01-01T05:00:00Z"]) {
    stopClockAt(new Date(at));
    await visit();
  }
  const [first, second, ...others] = await rows();
  expect(others).toEqual([]);
  expect([first.at, second.at].map((at) => at.toISOString().slice(0, 16))).toEqual(["2026-12-31T18:00", "2027-01-01T05:00"]);
  expect(first.visitor).not.toBe(second.visitor);
});

it("tells visitors apart by network and browser, and forgets how when the day is over", async () => {
  const idOf = (ip: string, userAgent = PHONE) => visitorId({ ip, userAgent }, "UTC");
  const id = await idOf("2001:db8:1:2::7");
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(await idOf("2001:db8:1:2:ffff::8")).toBe(id);
  expect(await idOf("2001:db8:1:3::7")).not.toBe(id);
  expect(await idOf("2001:db8:1:2::7", "another")).not.toBe(id);
  stopClockAt(new Date("2027-01-01T00:00:00Z"));
  const next = await idOf("2001:db8:1:2::7");
  expect(next).not.toBe(id);
  expect((await db.visitorSalt.findMany()).map(({ day }) => day.toISOString())).toEqual(["2027-01-01T00:00:00.000Z"]);
});

it("makes one salt a day, however many come at once", async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => visitorId({ ip: "192.0.2.1", userAgent: PHONE }, "UTC")));
  expect(new Set(ids).size).toBe(1);
  expect(await db.visitorSalt.count()).toBe(1);
});

it("throws the salt away once its day is over, whether anybody comes or not", async () => {
  await visit();
  stopClockAt(new Date("2027-01-01T04:59:00Z"));
  await forgetStale();
  expect(await db.visitorSalt.count()).toBe(1);
  stopClockAt(new Date("2027-01-01T05:00:00Z"));
  await forgetStale();
  expect(await db.visitorSalt.count()).toBe(0);
});

it.each([
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
  "facebookexternalhit/1.1",
  "curl/8.9.1",
  "",
])("leaves bots out: %s", async (userAgent) => {
  await visit({}, sentBy(userAgent));
  expect(await rows()).toEqual([]);
  expect(await db.visitorSalt.count()).toBe(0);
});

it("keeps the first source of the day, the furthest step, and what the checkout says", async () => {
  const { plan } = await aPlan();
  await visit({ referrer: "www.google.com", timeZone: "Europe/Berlin" });
  await db.coupon.create({ data: { code: "SUMMER", name: "SUMMER", percentPpm: 100_000, duration: "ONCE", createdAt: new Date() } });
  await visit({ step: "CHECKOUT", planId: plan.id, coupon: " summer", source: "newsletter", timeZone: "Europe/Paris" });
  await visit({ step: "PLAN_VIEW", planId: plan.id, coupon: "whatever anybody types" });
  const kept = { step: "CHECKOUT", planId: plan.id, source: "google.com", device: "PHONE", country: "DE", coupon: "SUMMER" };
  expect(await rows()).toMatchObject([kept]);
  expect(Object.keys((await rows())[0]).sort()).toEqual([
    "at",
    "counted",
    "country",
    "coupon",
    "day",
    "device",
    "planId",
    "source",
    "step",
    "visitor",
  ]);
});

/** Orders as the checkout does, by the browser that came. */
async function ordered(): Promise<string> {
  const [customer, { price }] = [await aViewer(), await aPlan()];
  const of = { priceId: price.id, currency: "EUR" };
  const shown = writtenTerms(await quoteOrder({ ...of, country: customer.country!, customerId: customer.id }), customer.id);
  const visitor = await visitorOf(sentBy(), {}, await getSettings());
  return (await buyPlan({ ...of, customer, gateway: "sandbox", shown, consent: true, visitor })).orderId;
}

it("counts who ordered as led to pay, and as paid when they did, with the order's country", async () => {
  await visit({ source: "newsletter", timeZone: TOKYO });
  expect(await rows()).toMatchObject([{ step: "VISIT", country: "JP" }]);
  const orderId = await ordered();
  const { country } = await db.customer.findFirstOrThrow({ where: { orders: { some: { id: orderId } } } });
  expect(await rows()).toMatchObject([{ step: "PAYMENT", source: "newsletter", country }]);
  await payAtSandbox(orderId);
  await confirmReturn({ orderId });
  expect(await rows()).toMatchObject([{ step: "PAID", source: "newsletter", country, counted: null }]);
});

it("counts what is paid later on the day it was ordered, though that was added up, and though no visit was seen", async () => {
  stopClockAt(new Date("2027-01-01T04:40:00Z"));
  const orderId = await ordered();
  stopClockAt(new Date("2027-01-01T05:01:00Z"));
  await rollUpFunnel();
  await visit();
  await payAtSandbox(orderId);
  await confirmReturn({ orderId });
  const on = async (day: string) => (await funnel({ from: day, to: day })).steps.map(({ visitors }) => visitors);
  expect(await on("2026-12-31")).toEqual([1, 1, 1, 1, 1]);
  expect(await on("2027-01-01")).toEqual([1, 0, 0, 0, 0]);
  await rollUpFunnel();
  expect(await on("2026-12-31")).toEqual([1, 1, 1, 1, 1]);
});
