import type { Invoice, ManualCharge, Prisma } from "#lib/db/generated/client.ts";
import { lockedRow, lockRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { notFound } from "#lib/kernel/errors.ts";

/** Locks an invoice's row until the transaction ends. */
export async function lockInvoice(tx: Tx, id: string): Promise<Invoice> {
  const row = await lockRow(tx, "Invoice", id, "UPDATE");
  if (!row) throw notFound("invoice_unknown");
  return row;
}

/** The same as a part of a statement that locks more: the invoice of which `which` is true. */
export function lockedInvoice(which: Prisma.Sql): Prisma.Sql {
  return lockedRow("Invoice", which, "UPDATE");
}

/** Locks what is to be billed by hand. @throws 404 when there is none. */
export async function lockManualCharge(tx: Tx, id: string): Promise<ManualCharge> {
  const charge = await lockRow(tx, "ManualCharge", id, "UPDATE");
  if (!charge) throw notFound("manual_charge_unknown");
  return charge;
}
