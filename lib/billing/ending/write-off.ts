import type { Invoice } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { giveUp } from "#lib/invoices/settle.ts";
import type { Source } from "#lib/kernel/source.ts";
import { writtenOff } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import { lockWaitingTry } from "#lib/payments/lock.ts";
import { giveUpTry } from "#lib/payments/record-outcome.ts";

/**
 * Nobody is to pay this invoice any more: a try that waits for the viewer is closed, and what was issued is written off. A charge that is under
 * way stays so; should it succeed, settle-payment decides what the money was for.
 */
export async function writeOff(tx: Tx, invoiceId: string, reason: string, source: Source): Promise<void> {
  const waiting = await lockWaitingTry(tx, invoiceId);
  if (waiting) await giveUpTry(tx, waiting, reason, source);
  const invoice = await lockInvoice(tx, invoiceId);
  if ((await giveUp(tx, invoice)) === "UNCOLLECTIBLE") await post(tx, writtenOff(invoice, balanceOf(invoice)));
}

/** The same for every invoice that an ended subscription leaves open, but for those that stay. */
export async function writeOffOpen(
  tx: Tx,
  subscriptionId: string,
  reason: string,
  source: Source,
  stays: (invoice: Invoice) => boolean = () => false,
): Promise<void> {
  const open = await tx.invoice.findMany({ where: { subscriptionId, status: "OPEN" } });
  for (const invoice of open) if (!stays(invoice)) await writeOff(tx, invoice.id, reason, source);
}
