import type { Invoice } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { issued } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import { moveBalance } from "#lib/wallet/balance.ts";

/** Books an invoice that is issued just now. */
export async function bookIssued(tx: Tx, invoice: Invoice): Promise<void> {
  await post(tx, issued(invoice));
  await creditBalance(tx, invoice);
}

/** What an invoice credits beyond its charges is put on the viewer's balance when it is issued. */
export async function creditBalance(tx: Tx, { id: invoiceId, customerId, currency, toBalance }: Invoice): Promise<void> {
  if (toBalance > 0n) await moveBalance(tx, { customerId, currency, amount: toBalance, invoiceId });
}
