import type { Invoice, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { notify } from "./notify.ts";
import { methodText } from "./settle-refund.ts";

/** A receipt for money that moved; a trial or a free plan gets none. */
export async function sendReceipt(tx: Tx, paid: Transaction, invoice: Invoice): Promise<void> {
  if (paid.amount === 0n) return;
  const subscription = paid.subscriptionId ? await tx.subscription.findUnique({ where: { id: paid.subscriptionId } }) : null;
  await notify(tx, "receipt", {
    dedupeKey: `receipt:${paid.id}`,
    customerId: paid.customerId,
    refs: { transactionId: paid.id, invoiceId: invoice.id, subscriptionId: paid.subscriptionId ?? undefined },
    variables: (links) => ({
      plan: { name: paid.planName ?? "" },
      invoice: { number: invoice.number! },
      amount: { minor: paid.amount, currency: paid.currency },
      tax: { minor: paid.tax, currency: paid.currency },
      method: methodText(paid),
      paid_at: paid.settledAt!,
      renews_on: subscription?.cancelAtPeriodEnd ? null : (subscription?.renewsAt ?? null),
      links: { invoice: links.invoices, account: links.account },
    }),
  });
}
