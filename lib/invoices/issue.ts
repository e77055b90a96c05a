import type { Invoice } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { type InvoiceNumber, takeNumber } from "./number.ts";

/** A series is a prefix and the year of issue in the account's time zone. */
export type SeriesSettings = { prefix: string; timeZone: string };

/** Gives an invoice its number and date; from now on its content cannot change. `nextAttemptAt`: when its charge is due. */
export async function issueInvoice(tx: Tx, id: string, series: SeriesSettings, nextAttemptAt: Date | null): Promise<Invoice> {
  return tx.invoice.update({ where: { id }, data: { ...(await numberFor(tx, series)), nextAttemptAt } });
}

/** The next number of the present year's series, with the date of issue. */
export async function numberFor(tx: Tx, { prefix, timeZone }: SeriesSettings): Promise<InvoiceNumber & { issuedAt: Date }> {
  const issuedAt = now();
  return { ...(await takeNumber(tx, `${prefix}${civilDate(issuedAt, timeZone).year}`)), issuedAt };
}
