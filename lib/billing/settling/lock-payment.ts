import { TAXES_OF_INVOICE, type Taxes } from "#lib/billing/parts/tax-of-day.ts";
import { lockedCustomer } from "#lib/customers/lock.ts";
import { type Customer, type Invoice, Prisma, type Transaction } from "#lib/db/generated/client.ts";
import { columnsApart, rowIn } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { lockedInvoice } from "#lib/invoices/lock.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { lockedTransaction } from "#lib/payments/lock.ts";

/** Whose payment it is, and what it is for, where they are locked with it; and what taxes that bears. */
export type Held = { customer: Customer | null; invoice: Invoice | null; taxes: Taxes | null };

/**
 * Locks a transaction and, where it takes money, its payer and invoice: with one statement, for every payment passes here. Each is looked for only when the one
 * before it is held, so the order is the one in which a payment's rows are locked. A refund is locked alone, for its charge comes before their invoice, and so is
 * what has succeeded: who gives it back holds its payer first. @throws 404 `transaction_unknown`
 */
export async function lockPayment(tx: Tx, id: string): Promise<Held & { found: Transaction }> {
  const ofPayer = Prisma.sql`"id" = "Transaction"."customerId" AND "Transaction"."kind" <> 'REFUND' AND "Transaction"."status" <> 'SUCCEEDED'`;
  const ofInvoice = Prisma.sql`"id" = "Transaction"."invoiceId" AND "Customer"."id" IS NOT NULL`;
  const [read] = await tx.$queryRaw<Record<string, unknown>[]>`
    SELECT ${columnsApart("Transaction")}, ${columnsApart("Customer")}, ${columnsApart("Invoice")}, ${TAXES_OF_INVOICE} AS "taxes"
    FROM ${lockedTransaction(id)}
    LEFT JOIN LATERAL ${lockedCustomer(ofPayer)} ON true LEFT JOIN LATERAL ${lockedInvoice(ofInvoice)} ON true`;
  const found = read && rowIn(read, "Transaction");
  if (!found) throw notFound("transaction_unknown");
  return { found, customer: rowIn(read, "Customer"), invoice: rowIn(read, "Invoice"), taxes: read.taxes as Taxes | null };
}
