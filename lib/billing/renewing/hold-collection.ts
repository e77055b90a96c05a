import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { Invoice } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { hold, release } from "#lib/invoices/hold.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { isUnpaid } from "#lib/invoices/state.ts";
import { conflict } from "#lib/kernel/errors.ts";

export const holdCollectionInput = z.object({ invoiceId: z.uuid("invalid") });
export type HoldCollectionInput = z.output<typeof holdCollectionInput>;

/**
 * Pauses the tries to collect an unpaid invoice until an operator lets them go on, or its viewer gives another method. Grace runs on: when it is over the
 * subscription expires all the same. Doing it again changes nothing. @throws 404 `invoice_unknown`, 409 `invoice_closed`.
 */
export function holdCollection({ invoiceId }: HoldCollectionInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const invoice = await lockUnpaid(tx, invoiceId);
    if ((await tx.collectionHold.count({ where: { invoiceId } })) > 0) return;
    await hold(tx, invoice, actor.name);
    await recordAudit(tx, { actor, action: "invoice.held", subjectType: "invoice", subjectId: invoiceId });
  });
}

export const releaseCollectionInput = z.object({ invoiceId: z.uuid("invalid") });
export type ReleaseCollectionInput = z.output<typeof releaseCollectionInput>;

/** Lets the tries go on as they were planned, at once where that day has passed. @throws as `holdCollection`. */
export function releaseCollection({ invoiceId }: ReleaseCollectionInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    if (!(await release(tx, await lockUnpaid(tx, invoiceId)))) return;
    await recordAudit(tx, { actor, action: "invoice.released", subjectType: "invoice", subjectId: invoiceId });
  });
}

export async function lockUnpaid(tx: Tx, invoiceId: string): Promise<Invoice> {
  const invoice = await lockInvoice(tx, invoiceId);
  if (!isUnpaid(invoice)) throw conflict("invoice_closed");
  return invoice;
}
