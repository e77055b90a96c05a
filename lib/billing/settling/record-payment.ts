import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { paymentOf } from "#lib/billing/parts/payment-of.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { TAKES_MONEY } from "#lib/invoices/state.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import { requiredText } from "#lib/kernel/inputs.ts";
import { lockWaitingTry } from "#lib/payments/lock.ts";
import { giveUpTry } from "#lib/payments/record-outcome.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { settle } from "./settle-payment.ts";

export const recordPaymentInput = z.object({
  invoiceId: z.uuid("invalid"),
  /** In minor units of the invoice's currency; at most what is left to pay. */
  amount: z.bigint().positive("invalid"),
  means: z.enum(["bank", "cash", "cheque"]),
  /** What the bank's statement or the receipt calls it: one payment is recorded once. */
  reference: requiredText(200),
});

export type RecordPaymentInput = z.output<typeof recordPaymentInput>;

/**
 * Money that came by another way than a gateway: it is counted to its invoice like any other payment, whole or in part. A page that waits for the viewer is
 * given up for it. Returns the payment.
 * @throws 404 `invoice_unknown`, 409 `invoice_closed`, `payment_recorded` (field `reference`), `payment_in_progress` while a charge is under way,
 * `payment_too_large`, and `payment_in_part` for an order that is not paid yet (both at `amount`).
 */
export async function recordPayment(input: RecordPaymentInput, actor: Actor): Promise<Transaction> {
  const settings = await getSettings();
  return transaction(async (tx) => {
    const opened = await openManual(tx, input, actor);
    await recordAudit(tx, {
      actor,
      action: "transaction.recorded",
      subjectType: "transaction",
      subjectId: opened.id,
      after: { ...input, number: opened.number },
    });
    return settle(tx, opened, { status: "succeeded" }, sourceOf(actor), settings);
  });
}

async function openManual(tx: Tx, { invoiceId, amount, means, reference }: RecordPaymentInput, actor: Actor) {
  const found = await tx.invoice.findUnique({ where: { id: invoiceId, kind: "INVOICE" }, select: { customerId: true } });
  if (!found) throw notFound("invoice_unknown");
  const waiting = await lockWaitingTry(tx, invoiceId);
  const customer = await lockCustomer(tx, found.customerId);
  const invoice = await lockInvoice(tx, invoiceId);
  if (!TAKES_MONEY.includes(invoice.status)) throw conflict("invoice_closed");
  // What an order brings is given when it is paid whole; an invoice in part would be left with nothing.
  if (invoice.number === null && amount < balanceOf(invoice)) throw new DomainError("payment_in_part", { status: 409, field: "amount" });
  if (amount > balanceOf(invoice)) throw new DomainError("payment_too_large", { status: 409, field: "amount" });
  const known = { gateway_gatewayReference: { gateway: MANUAL, gatewayReference: reference } };
  if (await tx.transaction.findUnique({ where: known })) throw new DomainError("payment_recorded", { status: 409, field: "reference" });
  if (waiting) await giveUpTry(tx, waiting, "replaced", sourceOf(actor));
  return openPayment(tx, {
    ...(await paymentOf(tx, invoice, customer, amount)),
    source: sourceOf(actor),
    gateway: MANUAL,
    gatewayReference: reference,
    orderId: invoice.orderId,
    methodKind: means,
    request: undefined,
  });
}

const MANUAL = "manual";
