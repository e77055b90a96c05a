import { type Invoice, Prisma } from "#lib/db/generated/client.ts";
import { alsoInserting, columnsOf, type NewRows, selectRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { InvoiceDraft } from "./draft.ts";
import { type SeriesSettings, takeNumber } from "./number.ts";
import type { Term } from "./state-period.ts";

export type Issue = ({ payment: bigint; nextAttemptAt: null } | { payment: null; nextAttemptAt: Date }) & { term?: Term };

/**
 * Gives an invoice its number and date, and inserts `also` with the same statement; from now on its content cannot change. `payment`: the amount that was
 * paid for it just now, which is counted; null where it is still to be asked for, at `nextAttemptAt`. `term`: the period that it bills, and its cycle, where these were not
 * known before.
 */
export async function issueInvoice(tx: Tx, id: string, series: SeriesSettings, issue: Issue, also: NewRows = {}): Promise<Invoice> {
  const { payment, nextAttemptAt, term } = issue;
  const at = now();
  const [issued] = await tx.$queryRaw<Invoice[]>`
    WITH taken AS (${takeNumber(series, at)}),
    due AS (SELECT "paid" + ${payment ?? 0n} AS "paid", ${payment !== null} AND "paid" + ${payment ?? 0n} = "total" AS "met" FROM "Invoice" WHERE "id" = ${id}::uuid)
    ${alsoInserting(also)}
    UPDATE "Invoice" SET "series" = taken."series", "sequence" = taken."sequence", "number" = taken."number", "issuedAt" = ${at}, "paid" = due."paid",
      "status" = (CASE WHEN due."met" THEN 'PAID' ELSE 'OPEN' END)::"InvoiceStatus", "paidAt" = CASE WHEN due."met" THEN ${at}::timestamptz END,
      "nextAttemptAt" = ${nextAttemptAt}, "periodStart" = coalesce(${term?.currentPeriodStart ?? null}, "periodStart"),
      "periodEnd" = coalesce(${term?.currentPeriodEnd ?? null}, "periodEnd"), "cycle" = coalesce("cycle", ${term?.cycle ?? null})
    FROM taken, due WHERE "id" = ${id}::uuid RETURNING ${columnsOf("Invoice")}`;
  return issued;
}

/**
 * Inserts a draft that is owed from now on, with its number and date, and `also` with the same statement. `nextAttemptAt`: when it is to be collected; null where that
 * is under way; `naming`: where in a JSON column the first of such rows of `also` is given the number. Returns it as it is then.
 */
export async function insertIssued(
  tx: Tx,
  { rows }: InvoiceDraft,
  series: SeriesSettings,
  nextAttemptAt: Date | null,
  also: NewRows,
  naming: { [Model in Prisma.ModelName]?: string[] },
): Promise<Invoice> {
  const at = now();
  const { Invoice, ...lines } = rows;
  const { columns, from } = selectRow("Invoice", { ...Invoice[0], nextAttemptAt, issuedAt: at });
  const number = { number: Prisma.raw('taken."number"'), from: Prisma.raw("taken") };
  const named = Object.fromEntries(Object.entries(naming).map(([table, path]) => [table, { ...number, path }]));
  const [issued] = await tx.$queryRaw<Invoice[]>`
    WITH taken AS (${takeNumber(series, at)}) ${alsoInserting({ ...lines, ...also }, named)}
    INSERT INTO "Invoice" (${columns}, "series", "sequence", "number") SELECT "row".*, taken.* FROM ${from}, taken
    RETURNING ${columnsOf("Invoice")}`;
  return issued;
}
