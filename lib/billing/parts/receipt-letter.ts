import type { Invoice, Subscription, Transaction } from "#lib/db/generated/client.ts";
import { FORGIVEN } from "#lib/ledger/accounts.ts";
import type { Letter } from "#lib/messages/sending/queue.ts";
import { methodText } from "./method-text.ts";
import { letter } from "./notify.ts";

export type Receipt = { paid: Transaction; invoice: Invoice; subscription: Subscription | null };

/** A receipt for money that moved; a trial or a free plan gets none. */
export function receiptLetter({ paid, invoice, subscription }: Receipt): Letter | null {
  if (paid.amount === 0n || paid.gateway === FORGIVEN) return null;
  return letter("receipt", {
    dedupeKey: `receipt:${paid.id}`,
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
