import { expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { recordEvent } from "#lib/events/record.ts";
import { ALL_TIME, piecesOf } from "#lib/reports/rollups/pieces.ts";
import { sumsOfTransactions } from "#lib/reports/rollups/read.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCustomer, addTransaction } from "./history.ts";
import { rollUpAll } from "./roll-up-all.ts";

useDatabase();

type Plan = {
  "Node Type": string;
  "Total Cost": number;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  Plans?: Plan[];
};

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
  const [explained] = await db.$queryRaw<{ "QUERY PLAN": [{ Plan: Plan }] }[]>`
    EXPLAIN (ANALYZE, FORMAT JSON) ${sumsOfTransactions({ basis: "SETTLED", grains: ["GATEWAY"], spans, timeZone })}`;
  const [{ Plan: plan }] = explained["QUERY PLAN"];
  expect(readOf("Transaction", plan)).toBeLessThan(10);
  // Above 100000 PostgreSQL compiles it first, where it can, which takes longer than to add up.
  expect(plan["Total Cost"]).toBeLessThan(10_000);
});

function readOf(table: string, plan: Plan): number {
  const own = plan["Relation Name"] === table ? plan["Actual Rows"] * plan["Actual Loops"] : 0;
  return (plan.Plans ?? []).reduce((sum, part) => sum + readOf(table, part), own);
}
