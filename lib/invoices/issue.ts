import type { Invoice } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { type SeriesSettings, takeNumber } from "./number.ts";

/** Gives an invoice its number and date; from now on its content cannot change. `nextAttemptAt`: when its charge is due; null when `paid`. */
export async function issueInvoice(
  tx: Tx,
  id: string,
  series: SeriesSettings,
  { paid, nextAttemptAt }: { paid: true; nextAttemptAt: null } | { paid: false; nextAttemptAt: Date },
): Promise<Invoice> {
  const at = now();
  const [issued] = await tx.$queryRaw<Invoice[]>`
    WITH taken AS (${takeNumber(series, at)})
    UPDATE "Invoice" SET "series" = taken."series", "sequence" = taken."sequence", "number" = taken."number", "issuedAt" = ${at},
      "status" = ${paid ? "PAID" : "OPEN"}::"InvoiceStatus", "paidAt" = ${paid ? at : null}, "nextAttemptAt" = ${nextAttemptAt}
    FROM taken WHERE "id" = ${id}::uuid RETURNING "Invoice".*`;
  return issued;
}
