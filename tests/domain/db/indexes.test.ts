import { expect, test } from "vitest";
import { Prisma } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { newId } from "#lib/kernel/ids.ts";
import { type TransactionFilter, transactionWhere } from "#lib/reports/transaction-filter.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

/** How PostgreSQL answers a condition when it would rather not read the whole table. */
function plan(from: string, where: Prisma.Sql): Promise<string> {
  return transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    const rows = await tx.$queryRaw<{ "QUERY PLAN": string }[]>`EXPLAIN SELECT * FROM ${Prisma.raw(from)} WHERE ${where}`;
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
}

const id = newId();

test.each([
  ["Transaction", "the payments of an order", Prisma.sql`"orderId" = ${id}::uuid`],
  ["Transaction", "a webhook's payment", Prisma.sql`"gateway" = 'stripe' AND ("gatewayReference" = 'pi_1' OR "paymentReference" = 'pi_1')`],
  ["Transaction", "the refunds of a charge", Prisma.sql`"refundOfId" = ${id}::uuid`],
  ["Invoice", "the invoice of an order", Prisma.sql`"orderId" = ${id}::uuid`],
  ["Invoice", "the credit notes of an invoice", Prisma.sql`"creditOfId" = ${id}::uuid`],
  ["LedgerJournal", "the journals of a transaction", Prisma.sql`"transactionId" = ${id}::uuid`],
  ["Message", "the messages about a subscription", Prisma.sql`"subscriptionId" = ${id}::uuid`],
  ["Message", "the messages about an invoice", Prisma.sql`"invoiceId" = ${id}::uuid`],
  ["Subscription", "whether a price was sold", Prisma.sql`"priceId" = ${id}::uuid`],
  ["InboundEvent", "the events that are stuck", Prisma.sql`"handledAt" IS NULL AND "error" IS NOT NULL`],
])("%s: %s are found by an index", async (table, _what, where) => {
  expect(await plan(`"${table}"`, where)).not.toContain("Seq Scan");
});

test("the transactions of one status are found by its index", async () => {
  const filter = { q: "", status: ["UNKNOWN"], kind: [], min: null, max: null, from: null, to: null } as unknown as TransactionFilter;
  const asked = Prisma.sql`${transactionWhere(filter, "UTC")} ORDER BY t."createdAt" DESC LIMIT 50`;
  expect(await plan('"Transaction" t', asked)).toContain("Transaction_status_createdAt_idx");
});
