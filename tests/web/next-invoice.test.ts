import { beforeAll, expect, test } from "vitest";
import { GET } from "#app/api/v1/subscriptions/[number]/next-invoice/route.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { nextInvoice } from "#lib/billing/parts/next-amount.ts";
import { db } from "#lib/db/client.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
const TOKEN = "a token that only tests know 9876543210".replaceAll(" ", "-");
beforeAll(() => {
  process.env.API_TOKEN = TOKEN;
  stopClockAt(new Date("2026-03-10T12:00:00Z"));
});

async function get(number: number | string, authorization = `Bearer ${TOKEN}`) {
  const response = await GET(new Request("http://localhost/", { headers: { authorization } }), {
    params: Promise.resolve({ number: String(number) }),
  });
  const text = await response.text();
  return { status: response.status, body: text && JSON.parse(text) };
}

test("what the API says, and the account and the dashboard, is what is billed, line by line", async () => {
  const viewer = await aViewer();
  const { price } = await aPlan();
  await aCoupon("HALF", { percentPpm: 500_000, duration: "FOREVER" });
  const { subscriptionId } = await buy(viewer, price, { couponCode: "HALF" });
  const { number } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId! } });
  const shown = await nextInvoice(subscriptionId!, await getSettings());
  const { status, body } = await get(number);
  stopClockAt(new Date("2026-04-10T12:00:00Z"));
  await runSchedule();
  const billed = await db.invoice.findFirstOrThrow({
    where: { subscriptionId, cycle: 1 },
    include: { lines: { orderBy: { position: "asc" } } },
  });
  const decimal = (minor: bigint) => toDecimal({ minor, currency: "EUR" });
  expect(status).toBe(200);
  expect(body).toEqual({
    subscription: number,
    next: {
      at: "2026-04-10T00:00:00.000Z",
      period: { start: billed.periodStart?.toISOString(), end: billed.periodEnd?.toISOString() },
      currency: "EUR",
      lines: billed.lines.map(({ kind, description, quantity, net, tax, total }) => ({
        kind,
        description,
        quantity,
        net: decimal(net),
        tax: decimal(tax),
        total: decimal(total),
        period: null,
      })),
      tax: decimal(billed.tax),
      total: "5.00",
      toBalance: "0.00",
    },
  });
  expect(shown).toMatchObject({ total: billed.total, tax: billed.tax });
  await cancelPlan({ subscriptionId: subscriptionId! }, { kind: "VIEWER", id: viewer.id, name: viewer.name });
  expect((await get(number)).body).toEqual({ subscription: number, next: null });
});

test("only who has the token reads it, and only where one is set", async () => {
  expect((await get(1, "Bearer another")).status).toBe(401);
  for (const number of [999_999, "first", "0", "99999999999"]) expect((await get(number)).status).toBe(404);
  env().API_TOKEN = undefined;
  expect((await get(1)).status).toBe(404);
});
