import type { Customer, Invoice, PaymentMethod } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { taxInPayment } from "#lib/invoices/balance.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { TransactionInput } from "#lib/payments/draft.ts";
import { INTERNAL } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { chargeParts } from "./request-parts.ts";
import { payerOf } from "./snapshots.ts";

type PaymentOf = Pick<
  TransactionInput,
  | "kind"
  | "customerId"
  | "payer"
  | "currency"
  | "amount"
  | "tax"
  | "invoiceId"
  | "subscriptionId"
  | "planId"
  | "planName"
  | "attempt"
  | "references"
>;

/** What every payment of `amount` for a locked invoice says, whichever way the money comes: who pays, what for, and the tax in it. */
export async function paymentOf(
  tx: Tx,
  invoice: Invoice,
  customer: Customer,
  amount: bigint,
  ip: string | null = null,
): Promise<PaymentOf> {
  const line = await tx.invoiceLine.findFirst({ where: { invoiceId: invoice.id }, orderBy: { position: "asc" } });
  return paymentFor(invoice, line, customer, amount, ip);
}

type Paid = Pick<Invoice, "id" | "subscriptionId" | "currency" | "total" | "paid" | "tax" | "attempts"> & Partial<Pick<Invoice, "number">>;

/** The same where the invoice's first line is known. */
export function paymentFor(
  invoice: Paid,
  line: { planId?: string | null; description: string } | null,
  customer: Customer,
  amount: bigint,
  ip: string | null = null,
): PaymentOf {
  const { id: invoiceId, subscriptionId, currency, attempts, number } = invoice;
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
    references: number ? { invoice: number } : undefined,
  };
}

/** Such a payment as a charge to a saved method; without one, of nothing. */
export function chargeOf(payment: PaymentOf, method: PaymentMethod | null, source: Source, settings: Settings): TransactionInput {
  return {
    ...payment,
    source,
    gateway: method?.gateway ?? INTERNAL,
    paymentMethodId: method?.id,
    methodKind: method?.kind,
    brand: method?.brand,
    last4: method?.last4,
    wallet: method?.wallet,
    request: method ? chargeParts(method, { invoiceId: payment.invoiceId }, settings) : undefined,
  };
}
