import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { payerOf } from "#lib/billing/parts/snapshots.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { UNPAID } from "#lib/invoices/state.ts";
import type { Money } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { payFromBalance } from "./pay-from-balance.ts";
import { MANUAL } from "./record-payment.ts";
import { settle } from "./settle-payment.ts";

type Ahead = {
  customerId: string;
  amount: Money;
  /** What the statement or the receipt calls it: it is recorded once. */
  reference: string;
  means: "bank" | "cash" | "cheque";
  /** For whose next period it is, if it is for one: other renewals leave it alone. */
  subscriptionId?: string;
};

/**
 * Records money that came by hand and meets no invoice, by the one door: too much, twice, or ahead of the period that it is for. It is the payer's balance. Should that period have been billed in
 * this moment, it pays for it at once.
 */
export async function receiveAhead(tx: Tx, ahead: Ahead, actor: Actor, settings: Settings): Promise<Transaction> {
  const { amount, reference, means, subscriptionId } = ahead;
  const customer = await lockCustomer(tx, ahead.customerId);
  const plan = subscriptionId ? await tx.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { plan: true } }) : null;
  const opened = await openPayment(tx, {
    kind: "CHARGE",
    source: sourceOf(actor),
    gateway: MANUAL,
    gatewayReference: reference,
    customerId: customer.id,
    payer: payerOf(customer, null),
    currency: amount.currency,
    amount: amount.minor,
    tax: 0n,
    invoiceId: null,
    subscriptionId,
    // Its plan takes it with the period that it pays, from the balance: it counts once.
    planName: plan?.plan.name,
    methodKind: means,
    request: undefined,
  });
  const received = await settle(tx, opened, { status: "succeeded", paymentReference: reference }, sourceOf(actor), settings);
  const open = subscriptionId ? await tx.invoice.findFirst({ where: { ...UNPAID, subscriptionId, customerId: customer.id } }) : null;
  if (open) await payFromBalance(tx, await lockInvoice(tx, open.id), customer, sourceOf(actor), settings);
  return received;
}
