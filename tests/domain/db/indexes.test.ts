import { expect, test } from "vitest";
import { AUDIT_SORTS } from "#lib/audit/queries.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { keyset, type Sort } from "#lib/db/keyset.ts";
import { transaction } from "#lib/db/transaction.ts";
import { newId } from "#lib/kernel/ids.ts";
import { MESSAGE_SORTS } from "#lib/messages/sending/queries.ts";
import { CUSTOMER_SORTS } from "#lib/reports/customer-list.ts";
import { EVENT_SORTS } from "#lib/reports/inbound-events.ts";
import { INVOICE_SORTS } from "#lib/reports/invoices.ts";
import { PAYOUT_LINE_SORTS, PAYOUT_SORTS } from "#lib/reports/payouts.ts";
import { SUBSCRIPTION_SORTS } from "#lib/reports/subscription-list.ts";
import { type TransactionFilter, transactionWhere } from "#lib/reports/transaction-filter.ts";
import { TRANSACTION_SORTS } from "#lib/reports/transactions.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

/** How PostgreSQL answers a condition when it would rather not read the whole table, nor, if `unsorted`, sort. */
function plan(from: string, where: Prisma.Sql, unsorted = false): Promise<string> {
  return transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    if (unsorted) await tx.$executeRaw`SET LOCAL enable_sort = off`;
    const rows = await tx.$queryRaw<{ "QUERY PLAN": string }[]>`EXPLAIN SELECT * FROM ${Prisma.raw(from)} WHERE ${where}`;
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
}

const id = newId();

test.each([
  ["Transaction", "the payments of an order", Prisma.sql`"orderId" = ${id}::uuid`],
  ["Transaction", "a webhook's payment", Prisma.sql`"gateway" = 'stripe' AND ("gatewayReference" = 'pi_1' OR "paymentReference" = 'pi_1')`],
  ["Transaction", "the refunds of a charge", Prisma.sql`"refundOfId" = ${id}::uuid`],
  ["Transaction", "the payments with a phone number", Prisma.sql`"phone" = '+4915100000001'`],
  ["Invoice", "the invoice of an order", Prisma.sql`"orderId" = ${id}::uuid`],
  ["Invoice", "the credit notes of an invoice", Prisma.sql`"creditOfId" = ${id}::uuid`],
  ["PayoutLine", "the payouts of a payment", Prisma.sql`"transactionId" = ${id}::uuid`],
  [
    "PayoutLine",
    "what of a gateway nobody has matched",
    Prisma.sql`"gateway" = 'stripe' AND "transactionId" IS NULL AND "kind" IN ('PAYMENT', 'REFUND', 'DISPUTE')`,
  ],
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

const euros = (alias: string) => Prisma.sql`${Prisma.raw(alias)}."currency" = 'EUR'`;
test.each([
  ['"Transaction" t', Prisma.sql`t."id"`, TRANSACTION_SORTS, euros("t")],
  ['"Invoice" i', Prisma.sql`i."id"`, INVOICE_SORTS, euros("i")],
  ['"Customer" c', Prisma.sql`c."id"`, CUSTOMER_SORTS, Prisma.sql`TRUE`],
  ['"Subscription" s', Prisma.sql`s."id"`, SUBSCRIPTION_SORTS, Prisma.sql`TRUE`],
  ['"Message" m', Prisma.sql`m."id"`, MESSAGE_SORTS, Prisma.sql`TRUE`],
  ['"InboundEvent"', Prisma.sql`"id"`, EVENT_SORTS, Prisma.sql`TRUE`],
  ['"Payout"', Prisma.sql`"id"`, PAYOUT_SORTS, Prisma.sql`"gateway" = 'stripe'`],
  ['"PayoutLine" l', Prisma.sql`l."id"`, PAYOUT_LINE_SORTS, Prisma.sql`l."payoutId" = ${id}::uuid`],
  ['"AuditEntry"', Prisma.sql`"id"`, AUDIT_SORTS, Prisma.sql`TRUE`],
])("every order of the list of %s comes from an index, never from sorting", async (from, id, sorts, where) => {
  for (const by of Object.keys(sorts))
    for (const descending of [true, false]) {
      const { order } = keyset(sorts as unknown as Record<string, Sort<{ id: string }>>, id, { sorting: { by, descending }, cursor: null });
      expect(await plan(from, Prisma.sql`${where} ${order}`, true)).not.toMatch(/Sort|Seq Scan/);
    }
});
