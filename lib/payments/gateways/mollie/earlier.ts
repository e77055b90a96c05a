import type { MollieClient, Payment, Refund } from "@mollie/api-client";
import { madeAt, mayBeForgotten } from "./made-at.ts";
import { transactionOf } from "./metadata.ts";

const CLOCKS_DIFFER_MS = 5 * 60_000;

/** What an earlier call made for this transaction, of which Mollie may have forgotten the key; null when it knows the key, or made nothing. */
export async function earlierPayment(mollie: MollieClient, transactionId: string, customerId?: string): Promise<Payment | null> {
  if (!mayBeForgotten(transactionId)) return null;
  const listed = customerId ? mollie.customerPayments.iterate({ customerId }) : mollie.payments.iterate();
  // The newest come first.
  for await (const payment of listed) {
    if (transactionOf(payment.metadata) === transactionId) return mollie.payments.get(payment.id);
    if (Date.parse(payment.createdAt) < madeAt(transactionId) - CLOCKS_DIFFER_MS) return null;
  }
  return null;
}

export async function earlierRefund(mollie: MollieClient, transactionId: string, paymentId: string): Promise<Refund | null> {
  if (!mayBeForgotten(transactionId)) return null;
  for await (const refund of mollie.paymentRefunds.iterate({ paymentId })) {
    if (transactionOf(refund.metadata) === transactionId) return refund;
  }
  return null;
}
