import type { Invoice } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { takeNumber } from "./number.ts";

/** Gives an invoice its number and date; from now on its content cannot change. Does nothing when it has one. Returns whether it was issued now. */
export async function issueInvoice(
  tx: Tx,
  invoice: Invoice,
  { prefix, timeZone }: { prefix: string; timeZone: string },
): Promise<Invoice & { issuedNow: boolean }> {
  if (invoice.number) return { ...invoice, issuedNow: false };
  const issuedAt = now();
  const number = await takeNumber(tx, `${prefix}${civilDate(issuedAt, timeZone).year}`);
  const issued = await tx.invoice.update({ where: { id: invoice.id }, data: { ...number, issuedAt } });
  return { ...issued, issuedNow: true };
}
