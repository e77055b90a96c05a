import type { Customer, Invoice } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { taxInPayment } from "#lib/invoices/balance.ts";
import type { TransactionInput } from "#lib/payments/draft.ts";
import { payerOf } from "./snapshots.ts";

type PaymentOf = Pick<
  TransactionInput,
  "kind" | "customerId" | "payer" | "currency" | "amount" | "tax" | "invoiceId" | "subscriptionId" | "planId" | "planName" | "attempt"
>;

/** What every payment of `amount` for a locked invoice says, whichever way the money comes: who pays, what for, and the tax in it. */
export async function paymentOf(
  tx: Tx,
  invoice: Invoice,
  customer: Customer,
  amount: bigint,
  ip: string | null = null,
): Promise<PaymentOf> {
  const { id: invoiceId, subscriptionId, currency, attempts } = invoice;
  const line = await tx.invoiceLine.findFirst({ where: { invoiceId }, orderBy: { position: "asc" } });
  return {
    kind: "CHARGE",
    customerId: customer.id,
    payer: payerOf(customer, ip),
    currency,
    amount,
    tax: taxInPayment(invoice, amount),
    invoiceId,
    subscriptionId,
    planId: line?.planId,
    planName: line?.description,
    attempt: attempts + 1,
  };
}
