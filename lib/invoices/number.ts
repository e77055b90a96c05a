import type { Tx } from "#lib/db/transaction.ts";

export type InvoiceNumber = { number: string; series: string; sequence: number };

/**
 * The next number of a series, e.g. "2026-000042". The series' row stays locked until the transaction ends,
 * so numbers follow each other without a gap and a rolled-back invoice gives its number back.
 */
export async function takeNumber(tx: Tx, series: string): Promise<InvoiceNumber> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO "InvoiceSeries" ("series", "last") VALUES (${series}, 1)
    ON CONFLICT ("series") DO UPDATE SET "last" = "InvoiceSeries"."last" + 1 RETURNING "last"`;
  return { series, sequence: row.last, number: written(series, row.last) };
}

/** The number that the next invoice of a series will get, as things stand; it is not taken. */
export async function peekNumber(tx: Tx, series: string): Promise<string> {
  const row = await tx.invoiceSeries.findUnique({ where: { series } });
  return written(series, (row?.last ?? 0) + 1);
}

function written(series: string, sequence: number): string {
  return `${series}-${String(sequence).padStart(6, "0")}`;
}
