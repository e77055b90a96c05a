import type { Customer, Invoice, Transaction } from "#lib/db/generated/client.ts";
import { columnsApart, columnsOf, rowIn } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { notFound } from "#lib/kernel/errors.ts";

/** Whose payment it is, and what it is for, where they are locked with it. */
export type Held = { customer: Customer | null; invoice: Invoice | null };

/**
 * Locks a transaction and, where it takes money, its payer and invoice: with one statement, for every payment passes here. Each is looked for only when the one
 * before it is held, so the order is the one in which all lock them. A refund is locked alone: its charge comes before their invoice. @throws 404 `transaction_unknown`
 */
export async function lockPayment(tx: Tx, id: string): Promise<Held & { found: Transaction }> {
  const [read] = await tx.$queryRaw<Record<string, unknown>[]>`
    SELECT ${columnsApart("Transaction")}, ${columnsApart("Customer")}, ${columnsApart("Invoice")}
    FROM (SELECT ${columnsOf("Transaction")} FROM "Transaction" WHERE "id" = ${id}::uuid FOR UPDATE) "Transaction"
    LEFT JOIN LATERAL (
      SELECT ${columnsOf("Customer")} FROM "Customer" WHERE "id" = "Transaction"."customerId" AND "Transaction"."kind" <> 'REFUND' FOR NO KEY UPDATE
    ) "Customer" ON true
    LEFT JOIN LATERAL (
      SELECT ${columnsOf("Invoice")} FROM "Invoice" WHERE "id" = "Transaction"."invoiceId" AND "Customer"."id" IS NOT NULL FOR UPDATE
    ) "Invoice" ON true`;
  const found = read && rowIn(read, "Transaction");
  if (!found) throw notFound("transaction_unknown");
  return { found, customer: rowIn(read, "Customer"), invoice: rowIn(read, "Invoice") };
}
