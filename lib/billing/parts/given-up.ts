import type { Invoice, Transaction } from "#lib/db/generated/client.ts";
import { GIVEN_UP } from "#lib/invoices/state.ts";

/** What has to be read of a payment with its row. */
export const WITH_INVOICE = { invoice: { select: { status: true } } };

export type WithInvoice = Transaction & { invoice: Pick<Invoice, "status"> | null };

/**
 * Whether nobody is to pay it any more: another try took its place, or its invoice was given up. A page of it that is open is to be closed, and a gateway that takes the
 * money when we look must not.
 */
export function isGivenUp({ kind, status, invoice }: WithInvoice): boolean {
  if (kind === "REFUND") return false;
  return status === "CANCELED" || GIVEN_UP.some((given) => given === invoice?.status);
}
