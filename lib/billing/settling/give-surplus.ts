import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { DraftLine } from "#lib/invoices/draft.ts";
import { keepForNextInvoice } from "#lib/invoices/pending-lines.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { issueFreeInvoice } from "./issue-free-invoice.ts";
import { refundLines } from "./refund-lines.ts";

export type Surplus = {
  /** Null where none of its invoices will take it. */
  subscription: { id: string; currency: string } | null;
  payer: Customer;
  /** Credits of paid lines (`creditsId`), and the currency that they were paid in. */
  lines: DraftLine[];
  currency: string;
  treatment: string;
  /** Kept as the refund's reason. */
  reason: string;
};

/**
 * Gives back unused time that no charge takes up, as the settings say: on the next invoice, to the balance, or the way it was paid. In another currency
 * than the next invoice's it goes to the balance.
 */
export async function giveSurplus(tx: Tx, surplus: Surplus, actor: Actor, settings: Settings): Promise<void> {
  const { subscription, payer, lines, currency, treatment } = surplus;
  if (lines.length === 0) return;
  const { credit } = settings.changes;
  if (credit === "refund") return refundLines(tx, { ...surplus, to: "method" }, actor, settings);
  if (credit === "next_invoice" && subscription && currency === subscription.currency)
    return keepForNextInvoice(tx, { subscriptionId: subscription.id, currency }, lines);
  const period = { start: now(), end: lines[0].periodEnd ?? null };
  const invoice = { subscriptionId: subscription?.id ?? null, payer, currency, treatment, lines, period };
  await issueFreeInvoice(tx, invoice, sourceOf(actor), settings);
}
