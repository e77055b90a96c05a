import { markOverdue } from "#lib/billing/ending/mark-overdue.ts";
import type { Dispute, Invoice, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { uncountPayment } from "#lib/invoices/settle.ts";
import { GIVEN_UP } from "#lib/invoices/state.ts";
import { owedAgain } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import type { ReportedDispute } from "#lib/payments/gateway-adjustments.ts";
import type { Settings } from "#lib/settings/schema.ts";

/**
 * The locked invoice that a debit which came back leaves unpaid. Null where there is none: it paid no invoice, was given back in part, or is not what came back.
 * Such a one is a loss like a lost dispute, and a person's to deal with.
 */
export async function leftUnpaid(tx: Tx, charge: Transaction, { amount, taken }: ReportedDispute): Promise<Invoice | null> {
  const { invoiceId, surplus, refunded } = charge;
  const isWhole = amount.minor === charge.amount && amount.currency === charge.currency && taken === charge.amount;
  if (!invoiceId || surplus || refunded > 0n || !isWhole) return null;
  const invoice = await lockInvoice(tx, invoiceId);
  return invoice.credited > 0n || GIVEN_UP.some((given) => given === invoice.status) ? null : invoice;
}

/** It is owed again, and charged again as after a decline of the same code. */
export async function returnDebit(
  tx: Tx,
  { charge, invoice, dispute }: { charge: Transaction; invoice: Invoice; dispute: Dispute },
  { final = false }: ReportedDispute,
  settings: Settings,
): Promise<void> {
  await post(tx, owedAgain(dispute, charge));
  const open = await uncountPayment(tx, invoice, charge.amount);
  await markOverdue(tx, open, { transaction: { ...charge, failureCode: dispute.reason }, final }, settings);
}
