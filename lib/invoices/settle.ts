import type { Invoice } from "#lib/db/generated/client.ts";
import { changeRow, type NewRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { balanceOf } from "./balance.ts";
import { issueInvoice } from "./issue.ts";
import type { SeriesSettings } from "./number.ts";
import type { GIVEN_UP } from "./state.ts";
import type { Term } from "./state-period.ts";

/**
 * Counts a payment of `amount`, at most what is left (`balanceOf`), and issues the invoice if it was not, for the `term` that began with it. It is paid
 * when nothing is left. Inserts `also` with the same statement. Returns the invoice as it is then.
 */
export function countPayment(
  tx: Tx,
  invoice: Invoice,
  { amount, term }: { amount: bigint; term?: Term },
  series: SeriesSettings,
  also: NewRows,
): Promise<Invoice> {
  const { number, paid } = invoice;
  if (number === null) return issueInvoice(tx, invoice.id, series, { payment: amount, nextAttemptAt: null, term }, also);
  const met = amount === balanceOf(invoice);
  const whole = met ? ({ status: "PAID", paidAt: now(), nextAttemptAt: null } as const) : {};
  return changeRow(tx, "Invoice", invoice, { paid: paid + amount, ...whole }, also);
}

/** A payment that was counted has come back: the locked invoice is open again. Returns it as it is then. */
export function uncountPayment(tx: Tx, invoice: Invoice, amount: bigint): Promise<Invoice> {
  return changeRow(tx, "Invoice", invoice, { paid: invoice.paid - amount, status: "OPEN", paidAt: null });
}

/** Nobody will pay it any more: an abandoned checkout's is void, an issued one is uncollectible. Returns the state it took. */
export async function giveUp(tx: Tx, invoice: Invoice): Promise<(typeof GIVEN_UP)[number] | null> {
  if (invoice.status !== "OPEN") return null;
  const status = invoice.number ? "UNCOLLECTIBLE" : "VOID";
  await tx.invoice.update({ where: { id: invoice.id }, data: { status, nextAttemptAt: null, voidedAt: status === "VOID" ? now() : null } });
  return status;
}
