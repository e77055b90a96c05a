import type { Invoice } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { type SeriesSettings, takeNumber } from "./number.ts";

/**
 * Gives an invoice its number and date; from now on its content cannot change. `payment`: the amount that was paid for it just now, which is counted; null
 * where it is still to be asked for, at `nextAttemptAt`.
 */
export async function issueInvoice(
  tx: Tx,
  id: string,
  series: SeriesSettings,
  { payment, nextAttemptAt }: { payment: bigint; nextAttemptAt: null } | { payment: null; nextAttemptAt: Date },
): Promise<Invoice> {
  const at = now();
  const [issued] = await tx.$queryRaw<Invoice[]>`
    WITH taken AS (${takeNumber(series, at)}),
    due AS (SELECT "paid" + ${payment ?? 0n} AS "paid", ${payment !== null} AND "paid" + ${payment ?? 0n} = "total" AS "met" FROM "Invoice" WHERE "id" = ${id}::uuid)
    UPDATE "Invoice" SET "series" = taken."series", "sequence" = taken."sequence", "number" = taken."number", "issuedAt" = ${at}, "paid" = due."paid",
      "status" = (CASE WHEN due."met" THEN 'PAID' ELSE 'OPEN' END)::"InvoiceStatus", "paidAt" = CASE WHEN due."met" THEN ${at}::timestamptz END,
      "nextAttemptAt" = ${nextAttemptAt}
    FROM taken, due WHERE "id" = ${id}::uuid RETURNING "Invoice".*`;
  return issued;
}
