import type { Tx } from "#lib/db/transaction.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { lockWaitingTry } from "#lib/payments/lock.ts";

/** Locks what a subscription leaves open, before the subscription itself is locked: transactions, then invoices (docs/decisions/0008-one-door-to-paid.md). */
export async function lockOpenInvoices(tx: Tx, subscriptionId: string): Promise<void> {
  const open = await tx.invoice.findMany({ where: { subscriptionId, status: "OPEN" }, select: { id: true }, orderBy: { id: "asc" } });
  for (const { id } of open) await lockWaitingTry(tx, id);
  for (const { id } of open) await lockInvoice(tx, id);
}
