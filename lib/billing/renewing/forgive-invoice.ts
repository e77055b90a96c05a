import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { paymentOf } from "#lib/billing/parts/payment-of.ts";
import { staysOwed } from "#lib/billing/parts/stays-owed.ts";
import { writeRefund } from "#lib/billing/settling/open-refund.ts";
import { settle } from "#lib/billing/settling/settle-payment.ts";
import { settleRefund } from "#lib/billing/settling/settle-refund.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { transaction } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { requiredText } from "#lib/kernel/inputs.ts";
import { FORGIVEN } from "#lib/ledger/accounts.ts";
import { countRefund } from "#lib/payments/count-refund.ts";
import { lockWaitingTry } from "#lib/payments/lock.ts";
import { giveUpTry } from "#lib/payments/record-outcome.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { hasEnded } from "#lib/subscriptions/state.ts";
import { lockUnpaid } from "./hold-collection.ts";

export const forgiveInvoiceInput = z.object({ invoiceId: z.uuid("invalid"), reason: requiredText(300) });
export type ForgiveInvoiceInput = z.output<typeof forgiveInvoiceInput>;

/**
 * Lets a viewer off what is left to pay of an invoice. The price is lowered after the sale, so there is a credit note over it and its tax is corrected; what is
 * written off because nobody paid has none. No money moves: a payment and a refund of the way `forgiven` meet it, and the subscription goes on as if it were paid.
 * @throws 404 `invoice_unknown`, 409 `invoice_closed`, `payment_in_progress` while a charge is under way, `subscription_ended`.
 */
export async function forgiveInvoice({ invoiceId, reason }: ForgiveInvoiceInput, actor: Actor): Promise<void> {
  const settings = await getSettings();
  await transaction(async (tx) => {
    const found = await tx.invoice.findUnique({ where: { id: invoiceId, kind: "INVOICE" }, select: { customerId: true } });
    if (!found) throw notFound("invoice_unknown");
    const waiting = await lockWaitingTry(tx, invoiceId);
    const customer = await lockCustomer(tx, found.customerId);
    const invoice = await lockUnpaid(tx, invoiceId);
    const subscription = invoice.subscriptionId ? await lockSubscription(tx, invoice.subscriptionId) : null;
    if (subscription && hasEnded(subscription, now(), settings.dunning) && !staysOwed(invoice, subscription))
      throw conflict("subscription_ended");
    const [amount, source] = [balanceOf(invoice), sourceOf(actor)];
    if (waiting) await giveUpTry(tx, waiting, "replaced", source);
    const paid = await paymentOf(tx, invoice, customer, amount);
    const opened = await openPayment(tx, { ...paid, source, gateway: FORGIVEN, reason, request: undefined });
    const settled = await settle(tx, opened, { status: "succeeded" }, source, settings);
    const refund = await writeRefund(tx, settled, { amount, reason, source, gateway: FORGIVEN });
    await countRefund(tx, refund);
    await settleRefund(tx, refund, { status: "succeeded" }, source, settings);
    await recordAudit(tx, { actor, action: "invoice.forgiven", subjectType: "invoice", subjectId: invoiceId, after: { amount, reason } });
  });
}
