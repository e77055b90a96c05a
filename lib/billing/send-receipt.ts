import type { Customer, Invoice, Subscription, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { methodText } from "./method-text.ts";
import { notify } from "./notify.ts";

export type Receipt = { paid: Transaction; invoice: Invoice; customer: Customer; subscription: Subscription | null };

/** A receipt for money that moved; a trial or a free plan gets none. */
export async function sendReceipt(tx: Tx, { paid, invoice, customer, subscription }: Receipt, settings: Settings): Promise<void> {
  if (paid.amount === 0n) return;
  await notify(tx, "receipt", settings, {
    dedupeKey: `receipt:${paid.id}`,
    customer,
    refs: { transactionId: paid.id, invoiceId: invoice.id, subscriptionId: paid.subscriptionId ?? undefined },
    variables: (links) => ({
      plan: { name: paid.planName ?? "" },
      invoice: { number: invoice.number ?? "" },
      amount: { minor: paid.amount, currency: paid.currency },
      tax: { minor: paid.tax, currency: paid.currency },
      method: methodText(paid),
      paid_at: paid.settledAt ?? paid.createdAt,
      renews_on: subscription?.cancelAtPeriodEnd ? null : (subscription?.currentPeriodEnd ?? null),
      links: { invoice: links.invoices, account: links.account },
    }),
  });
}
