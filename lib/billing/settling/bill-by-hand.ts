import { issueBooked } from "#lib/billing/parts/book-issued.ts";
import { tellDue } from "#lib/billing/parts/invoice-letter.ts";
import { buyerOf, sellerOf } from "#lib/billing/parts/snapshots.ts";
import type { Customer, Invoice } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type DraftLine, invoiceDraft } from "#lib/invoices/draft.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { payFromBalance } from "./pay-from-balance.ts";

type ByHand = { payer: Customer; currency: string; lines: DraftLine[]; treatment: string; dueAt: Date };

/**
 * Issues an invoice that bills no subscription: booked at once, paid from the balance as far as that goes, and told with the day on which it is due; then
 * chase-overdue charges what is left. The caller holds the payer's lock.
 */
export async function billByHand(
  tx: Tx,
  { payer, currency, lines, treatment, dueAt }: ByHand,
  source: Source,
  settings: Settings,
): Promise<Invoice> {
  const draft = invoiceDraft({
    lines,
    treatment,
    customerId: payer.id,
    subscriptionId: null,
    orderId: null,
    currency,
    cycle: null,
    periodStart: null,
    periodEnd: null,
    seller: sellerOf(settings),
    buyer: buyerOf(payer),
    dueAt,
  });
  const invoice = await issueBooked(tx, draft, settings, dueAt);
  await payFromBalance(tx, invoice, payer, source, settings);
  await tellDue(tx, invoice.id, payer, settings);
  return invoice;
}
