import type { Invoice } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { issueInvoice } from "./issue.ts";
import type { SeriesSettings } from "./number.ts";

/** Marks an invoice paid, and issues it if it was not. Returns it as it is then. */
export function markPaid(tx: Tx, { id, number }: Invoice, series: SeriesSettings): Promise<Invoice> {
  if (number === null) return issueInvoice(tx, id, series, { paid: true, nextAttemptAt: null });
  return changeRow(tx, "Invoice", id, { status: "PAID", paidAt: now(), nextAttemptAt: null });
}

/** Nobody will pay it any more: an abandoned checkout's is void, an issued one is uncollectible. Returns the state it took. */
export async function giveUp(tx: Tx, invoice: Invoice): Promise<"VOID" | "UNCOLLECTIBLE" | null> {
  if (invoice.status !== "OPEN") return null;
  const status = invoice.number ? "UNCOLLECTIBLE" : "VOID";
  await tx.invoice.update({ where: { id: invoice.id }, data: { status, nextAttemptAt: null, voidedAt: status === "VOID" ? now() : null } });
  return status;
}
