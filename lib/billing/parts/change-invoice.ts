import type { Customer } from "#lib/db/generated/client.ts";
import type { NewRows } from "#lib/db/rows.ts";
import { type DraftLine, invoiceDraft } from "#lib/invoices/draft.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { buyerOf, sellerOf } from "./snapshots.ts";

export type ChangeInvoice = {
  /** Null where the subscription has ended: nothing is delivered for it then. */
  subscriptionId: string | null;
  payer: Customer;
  currency: string;
  treatment: string;
  lines: DraftLine[];
  /** Of a period that begins with the change; another is billed already. */
  cycle?: number;
  period: { start: Date | null; end: Date | null };
  orderId?: string;
};

/** The invoice of a change, open and without a number. */
export function changeInvoiceDraft(invoice: ChangeInvoice, settings: Settings): { id: string; rows: NewRows } {
  const { subscriptionId, payer, currency, treatment, lines, cycle, period, orderId } = invoice;
  return invoiceDraft({
    customerId: payer.id,
    subscriptionId,
    orderId: orderId ?? null,
    cycle: cycle ?? null,
    periodStart: period.start,
    periodEnd: period.end,
    currency,
    treatment,
    seller: sellerOf(settings),
    buyer: buyerOf(payer),
    lines,
    dueAt: now(),
  });
}
