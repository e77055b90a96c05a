import type { Invoice } from "#lib/db/generated/client.ts";
import type { NewRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { InvoiceDraft } from "#lib/invoices/draft.ts";
import { insertIssued } from "#lib/invoices/issue.ts";
import { issued } from "#lib/ledger/journals.ts";
import { journalRows } from "#lib/ledger/post.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { invoiceSeries } from "./series.ts";

/** Issues and books an invoice that is owed from now on, and inserts `also`, with one statement. `nextAttemptAt`: when it is to be collected; null where that is under way. `naming`: as of `insertIssued`. */
export async function issueBooked(
  tx: Tx,
  draft: InvoiceDraft,
  settings: Settings,
  nextAttemptAt: Date | null,
  also: NewRows = {},
  naming: Parameters<typeof insertIssued>[5] = {},
): Promise<Invoice> {
  const booked = journalRows([issued(draft.invoice)]);
  const invoice = await insertIssued(tx, draft, invoiceSeries(settings), nextAttemptAt, { ...booked, ...also }, naming);
  await creditBalance(tx, invoice);
  return invoice;
}

/** What an invoice credits beyond its charges is put on the viewer's balance when it is issued. */
export async function creditBalance(tx: Tx, { id: invoiceId, customerId, currency, toBalance }: Invoice): Promise<void> {
  if (toBalance > 0n) await moveBalance(tx, { customerId, currency, amount: toBalance, invoiceId });
}
