import { type ChangeInvoice, changeInvoiceDraft } from "#lib/billing/parts/change-invoice.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { paymentOf } from "#lib/billing/parts/payment-of.ts";
import { insertRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import type { Source } from "#lib/kernel/source.ts";
import { INTERNAL } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { settle } from "./settle-payment.ts";

/**
 * Issues an invoice that leaves nothing to pay, through the same door as every payment. What it credits beyond its charges goes to the payer's balance.
 * The caller holds the payer's lock.
 */
export async function issueFreeInvoice(tx: Tx, invoice: ChangeInvoice, source: Source, settings: Settings): Promise<void> {
  const { id, rows } = changeInvoiceDraft(invoice, settings);
  await insertRows(tx, rows);
  const paid = await paymentOf(tx, await lockInvoice(tx, id), invoice.payer, 0n);
  const opened = await openPayment(tx, { ...paid, source, gateway: INTERNAL, request: undefined });
  await settle(tx, opened, { status: "succeeded" }, source, settings);
}
