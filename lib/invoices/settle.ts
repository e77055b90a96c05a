import type { Invoice } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { numberFor, type SeriesSettings } from "./issue.ts";

/** Locks an invoice's row until the transaction ends. */
export async function lockInvoice(tx: Tx, id: string): Promise<Invoice> {
  const [row] = await tx.$queryRaw<Invoice[]>`SELECT * FROM "Invoice" WHERE "id" = ${id}::uuid FOR UPDATE`;
  if (!row) throw notFound("invoice_unknown");
  return row;
}

/** Marks an invoice paid, and issues it if it was not. Returns it as it is now, and whether it was issued by this. */
export async function markPaid(tx: Tx, invoice: Invoice, series: SeriesSettings): Promise<Invoice & { issuedNow: boolean }> {
  const issuedNow = invoice.number === null;
  const numbered = issuedNow ? await numberFor(tx, series) : {};
  const paid = await changeRow(tx, "Invoice", invoice.id, { ...numbered, status: "PAID", paidAt: now(), nextAttemptAt: null });
  return { ...paid, issuedNow };
}

/** Nobody will pay it any more: an abandoned checkout's is void, an issued one is uncollectible. Returns the state it took. */
export async function giveUp(tx: Tx, invoice: Invoice): Promise<"VOID" | "UNCOLLECTIBLE" | null> {
  if (invoice.status !== "OPEN") return null;
  const status = invoice.number ? "UNCOLLECTIBLE" : "VOID";
  await tx.invoice.update({ where: { id: invoice.id }, data: { status, nextAttemptAt: null, voidedAt: status === "VOID" ? now() : null } });
  return status;
}
