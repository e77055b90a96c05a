import type { Invoice, Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";

/** Holds the tries to collect a locked invoice; the one that was planned is kept with the hold. */
export async function hold(tx: Tx, { id, nextAttemptAt }: Invoice, by: string): Promise<void> {
  await tx.collectionHold.create({ data: { invoiceId: id, at: now(), by, retryAt: nextAttemptAt } });
  await tx.invoice.update({ where: { id }, data: { nextAttemptAt: null } });
}

/** Lets the tries go on: the one that was planned, at once where its day has passed. Returns false when nothing was held. */
export async function release(tx: Tx, { id }: Invoice): Promise<boolean> {
  const held = await tx.collectionHold.findUnique({ where: { invoiceId: id } });
  if (!held) return false;
  await tx.collectionHold.delete({ where: { invoiceId: id } });
  await tx.invoice.update({ where: { id }, data: { nextAttemptAt: held.retryAt } });
  return true;
}

/** Forgets the holds on invoices that are to be tried now whatever was held. */
export async function forgetHolds(tx: Tx, invoice: Prisma.InvoiceWhereInput): Promise<void> {
  await tx.collectionHold.deleteMany({ where: { invoice } });
}

/** When a locked invoice is tried next, if it was to be at `planned`: not while it is held, which keeps the plan. */
export async function unlessHeld(tx: Tx, { id }: Invoice, planned: Date | null): Promise<Date | null> {
  const { count } = await tx.collectionHold.updateMany({ where: { invoiceId: id }, data: { retryAt: planned } });
  return count > 0 ? null : planned;
}
