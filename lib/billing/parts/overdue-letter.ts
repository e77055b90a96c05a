import type { Invoice, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { askedByTransfer } from "./by-transfer.ts";
import { methodText } from "./method-text.ts";
import { notify } from "./notify.ts";
import { tellTransfer } from "./transfer-letter.ts";

export type Overdue = {
  invoice: Invoice;
  /** The try that did not go through; null when there was no method to charge. */
  transaction: Transaction | null;
  attempts: number;
  retryAt: Date | null;
  /** Until when access goes on; null where none hangs on it. */
  graceUntil: Date | null;
};

/** Tells a viewer that an invoice was not collected and why, or that it waits for them: nobody declined what their bank only asks them to confirm. */
export async function tellOverdue(tx: Tx, overdue: Overdue, settings: Settings): Promise<void> {
  const { invoice, transaction, attempts, retryAt, graceUntil } = overdue;
  if (!transaction && (await askAgain(tx, overdue, settings))) return;
  const line = await tx.invoiceLine.findFirst({ where: { invoiceId: invoice.id }, orderBy: { position: "asc" } });
  const customer = await tx.customer.findUniqueOrThrow({ where: { id: invoice.customerId } });
  const refs = { invoiceId: invoice.id, subscriptionId: invoice.subscriptionId ?? undefined, transactionId: transaction?.id };
  const common = {
    plan: { name: transaction?.planName ?? line?.description ?? "" },
    amount: { minor: balanceOf(invoice), currency: invoice.currency },
    method: transaction && methodText(transaction),
    access_until: graceUntil,
  };
  if (transaction?.status === "NEEDS_ACTION") {
    await notify(tx, "payment_confirmation", settings, {
      dedupeKey: `payment_confirmation:${invoice.id}:${attempts}`,
      customer,
      refs,
      variables: (links) => ({ ...common, links: { confirm: links.pay(invoice.id) } }),
    });
  } else {
    await notify(tx, "payment_failed", settings, {
      dedupeKey: `payment_failed:${invoice.id}:${attempts}`,
      customer,
      refs,
      variables: (links) => ({
        ...common,
        reason: transaction?.failureReason ?? null,
        retry_on: retryAt,
        links: { pay: links.pay(invoice.id) },
      }),
    });
  }
}

/** Nothing was tried where the viewer pays by themselves: they are told again how. False where they do not. */
async function askAgain(tx: Tx, { invoice, attempts, graceUntil }: Overdue, settings: Settings): Promise<boolean> {
  const asked = invoice.subscriptionId && (await askedByTransfer(tx, invoice.subscriptionId, settings));
  if (!asked || asked.invoice?.id !== invoice.id) return false;
  const { payer, ...subscription } = await tx.subscription.findUniqueOrThrow({
    where: { id: invoice.subscriptionId! },
    include: { payer: true },
  });
  await tellTransfer(tx, asked, { subscription, payer, graceUntil, dedupeKey: `transfer_due:${invoice.id}:${attempts}` }, settings);
  return true;
}
