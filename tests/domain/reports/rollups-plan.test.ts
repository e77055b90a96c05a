import { expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { recordEvent } from "#lib/events/record.ts";
import { ALL_TIME, piecesOf, withinDays } from "#lib/reports/rollups/pieces.ts";
import { sumsOfTransactions } from "#lib/reports/rollups/read.ts";
import { movesOfSubscriptions, statesOfSubscriptions } from "#lib/reports/rollups/read-subscriptions.ts";
import { rollUpSubscriptions } from "#lib/reports/rollups/roll-up-subscriptions.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCustomer, addPlanWithPrice, addSubscription, addTransaction } from "./history.ts";
import { planOf } from "./read-plan.ts";
import { rollUpAll } from "./roll-up-all.ts";

useDatabase();

it("what is new is added without reading every transaction there is", { timeout: 60_000 }, async () => {
  const { timeZone } = (await getSettings()).company;
  const { id: customerId } = await addCustomer();
  const { id } = await addTransaction("2026-01-01T00:00:00Z", 100n, { customerId });
  await db.$executeRaw`
    INSERT INTO "Transaction" SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', 1000 + n, 'gatewayReference', NULL, 'paymentReference', NULL))).*
    FROM "Transaction" t, generate_series(1, 10000) n WHERE t."id" = ${id}::uuid`;
  await db.$executeRaw`
    INSERT INTO "DomainEvent" ("id", "subject", "transactionId", "type", "source", "at")
    SELECT gen_random_uuid(), 'PAYMENT', "id", 'SUCCEEDED', 'worker', "createdAt" FROM "Transaction" WHERE "number" > 1000`;
  await rollUpAll();
  await db.$executeRaw`ANALYZE "Transaction", "DomainEvent"`;
  await recordEvent(db, { subject: "PAYMENT", transactionId: id, type: "SUCCEEDED", source: "worker" });

  const spans = [piecesOf(ALL_TIME, timeZone, { months: true })];
  const plan = await planOf(sumsOfTransactions({ basis: "SETTLED", grains: ["GATEWAY"], spans, timeZone }));
  expect(plan.readOf("Transaction")).toBeLessThan(10);
  // Above 100000 PostgreSQL compiles it first, where it can, which takes longer than to add up.
  expect(plan.cost).toBeLessThan(10_000);
});

it("subscriptions are counted without reading every one there is", { timeout: 60_000 }, async () => {
  const subscription = await addSubscription(await addPlanWithPrice("Basic"), { activatedAt: new Date("2026-01-01T12:00:00Z") });
  await db.$executeRaw`
    INSERT INTO "Subscription" SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'number', 1000 + n, 'status', 'CANCELED'))).*
    FROM "Subscription" s, generate_series(1, 10000) n WHERE s."id" = ${subscription.id}::uuid`;
  while ((await rollUpSubscriptions()) > 0);
  await db.$executeRaw`ANALYZE "Subscription", "SubscriptionChange", "SubscriptionRollup", "SubscriptionCount"`;
  await db.subscription.update({ where: { id: subscription.id }, data: { status: "PAST_DUE" } });

  const { timeZone } = (await getSettings()).company;
  const [until, today] = ["2026-05-01T00:00:00Z", "2026-05-01T12:00:00Z"].map((at) => new Date(at));
  const spans = [piecesOf({ start: ALL_TIME.start, end: until }, timeZone, { months: true }), withinDays({ start: until, end: today })];
  for (const statement of [movesOfSubscriptions(spans, true), statesOfSubscriptions(true)]) {
    const plan = await planOf(statement);
    expect(plan.readOf("Subscription")).toBeLessThan(10);
    expect(plan.readOf("SubscriptionChange")).toBeGreaterThan(0);
    expect(plan.cost).toBeLessThan(10_000);
  }
});
