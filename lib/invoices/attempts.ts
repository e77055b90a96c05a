import type { Invoice, Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { forgetHolds } from "./hold.ts";

/** Makes a try to collect these invoices due now, also where it was held. */
export async function attemptNow(tx: Tx, which: Prisma.InvoiceWhereInput): Promise<void> {
  await forgetHolds(tx, which);
  await tx.invoice.updateMany({ where: which, data: { nextAttemptAt: now() } });
}

/** Takes the try that is due of a locked invoice, so that nobody else makes it. */
export async function takeAttempt(tx: Tx, { id }: Invoice): Promise<void> {
  await tx.invoice.update({ where: { id }, data: { nextAttemptAt: null } });
}

/** Writes down that `attempts` tries of a locked invoice have failed, and when the next one is due; null: none is. */
export async function countAttempt(tx: Tx, { id }: Invoice, attempts: number, nextAttemptAt: Date | null): Promise<void> {
  await tx.invoice.update({ where: { id }, data: { attempts, nextAttemptAt } });
}
