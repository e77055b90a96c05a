import type { Invoice } from "#lib/db/generated/client.ts";
import { lockRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { notFound } from "#lib/kernel/errors.ts";

/** Locks an invoice's row until the transaction ends. */
export async function lockInvoice(tx: Tx, id: string): Promise<Invoice> {
  const row = await lockRow(tx, "Invoice", id, "UPDATE");
  if (!row) throw notFound("invoice_unknown");
  return row;
}
