import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { DraftLine } from "#lib/invoices/draft.ts";
import { keepForNextInvoice } from "#lib/invoices/pending-lines.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { issueFreeInvoice } from "./issue-free-invoice.ts";
import { giveBackParts, refundable } from "./refund-lines.ts";

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
  const { subscription, currency } = surplus;
  if (surplus.lines.length === 0) return;
  const { credit } = settings.changes;
  if (credit === "refund") {
    const { parts, rest } = await refundable(tx, surplus.lines);
    await giveBackParts(tx, parts, { to: "method", reason: surplus.reason }, actor, settings);
    return creditToBalance(tx, { ...surplus, lines: rest }, actor, settings);
  }
  if (credit === "next_invoice" && subscription && currency === subscription.currency)
    return keepForNextInvoice(tx, { subscriptionId: subscription.id, currency }, surplus.lines);
  await creditToBalance(tx, surplus, actor, settings);
}

/** An invoice that does nothing but credit: what it comes to is the payer's balance. The caller holds the payer's lock. */
export async function creditToBalance(
  tx: Tx,
  { subscription, payer, lines, currency, treatment }: Omit<Surplus, "reason">,
  actor: Actor,
  settings: Settings,
): Promise<void> {
  if (lines.length === 0) return;
  const period = { start: now(), end: lines[0].periodEnd ?? null };
  const invoice = { subscriptionId: subscription?.id ?? null, payer, currency, treatment, lines, period };
  await issueFreeInvoice(tx, invoice, sourceOf(actor), settings);
}
