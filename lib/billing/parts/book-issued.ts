import type { Invoice } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { issued } from "#lib/ledger/journals.ts";
import { type Journal, post } from "#lib/ledger/post.ts";
import { moveBalance } from "#lib/wallet/balance.ts";

/** Books an invoice that is issued just now, `also` with it. What it credits beyond its charges is put on the viewer's balance. */
export async function bookIssued(tx: Tx, invoice: Invoice, also: Journal[] = []): Promise<void> {
  const { id: invoiceId, customerId, currency, toBalance } = invoice;
  await post(tx, issued(invoice), ...also);
  if (toBalance > 0n) await moveBalance(tx, { customerId, currency, amount: toBalance, invoiceId });
}
