import type { Invoice } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";

/** Locks an invoice's row until the transaction ends. */
export async function lockInvoice(tx: Tx, id: string): Promise<Invoice> {
  await tx.$queryRaw`SELECT 1 FROM "Invoice" WHERE "id" = ${id}::uuid FOR UPDATE`;
  return tx.invoice.findUniqueOrThrow({ where: { id } });
}

/** Marks an issued invoice paid. */
export async function markPaid(tx: Tx, invoiceId: string): Promise<void> {
  await tx.invoice.update({ where: { id: invoiceId }, data: { status: "PAID", paidAt: now(), nextAttemptAt: null } });
}

/** Nobody will pay it any more: an abandoned checkout's is void, an issued one is uncollectible. Returns the state it took. */
export async function giveUp(tx: Tx, invoice: Invoice): Promise<"VOID" | "UNCOLLECTIBLE" | null> {
  if (invoice.status !== "OPEN") return null;
  const status = invoice.number ? "UNCOLLECTIBLE" : "VOID";
  await tx.invoice.update({ where: { id: invoice.id }, data: { status, nextAttemptAt: null, voidedAt: status === "VOID" ? now() : null } });
  return status;
}
