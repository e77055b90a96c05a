import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { paymentOf } from "#lib/billing/parts/payment-of.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Customer, Invoice, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import type { Source } from "#lib/kernel/source.ts";
import { lockWaitingTry } from "#lib/payments/lock.ts";
import { giveUpTry } from "#lib/payments/record-outcome.ts";

/** An invoice that money came for, locked with its payer and the try that waits for them. */
type Receiving = { waiting: Transaction | null; customer: Customer; invoice: Invoice };

/** Locks them in their order. A caller who knows an own try of the invoice has locked that before. */
export async function lockReceiving(tx: Tx, invoiceId: string, customerId: string): Promise<Receiving> {
  const waiting = await lockWaitingTry(tx, invoiceId);
  const customer = await lockCustomer(tx, customerId);
  return { waiting, customer, invoice: await lockInvoice(tx, invoiceId) };
}

/** `field`: where a form has what is refused. */
type Came = { amount: bigint; gateway: string; gatewayReference?: string; methodKind?: string; field: "amount" | "invoice" };

/**
 * Opens the payment of money that came without our asking, for an invoice that takes it; a page that waits for the viewer is given up for it.
 * @throws 409 `payment_too_large` where more came than is left to pay, `payment_in_progress` while a charge is under way
 */
export async function openReceived(
  tx: Tx,
  { waiting, customer, invoice }: Receiving,
  { amount, field, ...named }: Came,
  source: Source,
): Promise<Transaction> {
  if (amount > balanceOf(invoice)) throw new DomainError("payment_too_large", { status: 409, field });
  if (waiting) await giveUpTry(tx, waiting, "replaced", source);
  return openPayment(tx, {
    ...(await paymentOf(tx, invoice, customer, amount)),
    source,
    ...named,
    orderId: invoice.orderId,
    request: undefined,
  });
}
