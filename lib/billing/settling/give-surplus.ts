import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { DraftLine } from "#lib/invoices/draft.ts";
import { keepForNextInvoice } from "#lib/invoices/pending-lines.ts";
import { now } from "#lib/kernel/clock.ts";
import { least } from "#lib/kernel/money.ts";
import { leftToRefund, mayRefund } from "#lib/payments/refundable.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { issueFreeInvoice } from "./issue-free-invoice.ts";
import { openRefund } from "./open-refund.ts";
import { refundToBalance } from "./refund-to-balance.ts";

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
  if (credit === "refund") return refundLines(tx, surplus, actor, settings);
  if (credit === "next_invoice" && subscription && currency === subscription.currency)
    return keepForNextInvoice(tx, { subscriptionId: subscription.id, currency }, lines);
  const period = { start: now(), end: lines[0].periodEnd ?? null };
  const invoice = { subscriptionId: subscription?.id ?? null, payer, currency, treatment, lines, period };
  await issueFreeInvoice(tx, invoice, sourceOf(actor), settings);
}

async function refundLines(tx: Tx, { lines, reason }: Surplus, actor: Actor, settings: Settings): Promise<void> {
  const ids = lines.map(({ creditsId }) => creditsId ?? "");
  const credited = await tx.invoiceLine.findMany({ where: { id: { in: ids } }, select: { id: true, invoiceId: true } });
  const ofInvoice = Map.groupBy(lines, ({ creditsId }) => credited.find(({ id }) => id === creditsId)?.invoiceId ?? "");
  for (const [invoiceId, of] of ofInvoice) {
    const amount = of.reduce((sum, { total }) => sum - total, 0n);
    await refundOfInvoice(tx, { invoiceId, amount, reason }, actor, settings);
  }
}

/** Gives back so much of what was paid for an invoice: from its payments, the newest first; what cannot go back the way it came is balance. */
async function refundOfInvoice(
  tx: Tx,
  { invoiceId, amount, reason }: { invoiceId: string; amount: bigint; reason: string },
  actor: Actor,
  settings: Settings,
): Promise<void> {
  const charges = await tx.transaction.findMany({
    where: { invoiceId, kind: "CHARGE", status: "SUCCEEDED", surplus: false, amount: { gt: 0 } },
    orderBy: { number: "desc" },
    include: { disputes: { select: { taken: true } } },
  });
  let missing = amount;
  for (const { disputes, ...charge } of charges) {
    const part = least(missing, leftToRefund(charge, disputes));
    if (part === 0n) continue;
    missing -= part;
    if (mayRefund(charge, part)) await openRefund(tx, { transactionId: charge.id, amount: part, reason }, actor);
    else await refundToBalance(tx, charge, { amount: part, reason }, settings);
  }
}
