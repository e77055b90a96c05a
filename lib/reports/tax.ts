import { z } from "zod";
import { TAX_TREATMENTS } from "#lib/catalog/tax.ts";
import { snapshot } from "#lib/db/transaction.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import { ledgerReport } from "./ledger.ts";
import type { Months } from "./revenue-waterfall.ts";
import { FINANCE } from "./rollups/cursor.ts";
import { journalsOf, taxParts } from "./rollups/finance-parts.ts";
import { unreadEntries } from "./rollups/read-entries.ts";

const row = z.object({
  /** Whose tax it is; where there is none, the buyer's country. Empty where nobody said. */
  country: z.string(),
  ratePpm: z.int(),
  treatment: z.enum(TAX_TREATMENTS),
  billedNet: z.bigint(),
  billedTax: z.bigint(),
  creditedNet: z.bigint(),
  creditedTax: z.bigint(),
  /** Billed less credited. */
  tax: z.bigint(),
});
/** Minor units of one currency: of invoices, and of credit notes (above zero). */
export type TaxRow = z.output<typeof row>;

/** `tax`: of all rows; `ledger`: what came to the account `tax` in the same time. */
export type TaxReport = { rows: TaxRow[]; tax: bigint; ledger: bigint };

/** Net and tax of the invoices and credit notes of some months by country, rate and treatment. What was added up is read from its sums, what was posted since from the documents, at one instant. */
export async function taxReport(months: Months, currency: string): Promise<TaxReport> {
  const { from, count, timeZone } = months;
  const [first, end] = [from, from.add({ months: count })].map((month) => month.toPlainDate({ day: 1 }));
  const [days, instants] = [[first, end].map((day) => new Date(day.toString())), [first, end].map((day) => startOfDay(day, timeZone))];
  return snapshot(async (tx) => {
    const { unread, kept } = await unreadEntries(tx, FINANCE, timeZone);
    const rows = row.array().parse(
      await tx.$queryRaw`
        SELECT "country", "ratePpm", "treatment",
          coalesce(sum("net") FILTER (WHERE "kind" = 'INVOICE'), 0)::bigint AS "billedNet", coalesce(sum("tax") FILTER (WHERE "kind" = 'INVOICE'), 0)::bigint AS "billedTax",
          coalesce(sum("net") FILTER (WHERE "kind" = 'CREDIT_NOTE'), 0)::bigint AS "creditedNet", coalesce(sum("tax") FILTER (WHERE "kind" = 'CREDIT_NOTE'), 0)::bigint AS "creditedTax",
          coalesce(sum(CASE "kind" WHEN 'INVOICE' THEN "tax" ELSE -"tax" END), 0)::bigint AS "tax"
        FROM (
          SELECT "kind", "country", "ratePpm", "treatment", "net", "tax" FROM "TaxRollup"
          WHERE "currency" = ${currency} AND "day" >= ${days[0]}::date AND "day" < ${days[1]}::date AND ${kept}
          UNION ALL
          SELECT "kind", "country", "ratePpm", "treatment", "net", "tax" FROM (${taxParts(journalsOf(unread))}) p
          WHERE "currency" = ${currency} AND "at" >= ${instants[0]} AND "at" < ${instants[1]}
        ) t GROUP BY 1, 2, 3 HAVING bool_or("net" <> 0 OR "tax" <> 0) ORDER BY 1, 2 DESC, 3`,
    );
    const account = (await ledgerReport(months, currency, tx)).find(({ account }) => account === "tax");
    const ledger = account ? account.months.reduce((sum, { debit, credit }) => sum + credit - debit, 0n) : 0n;
    return { rows, tax: rows.reduce((sum, { tax }) => sum + tax, 0n), ledger };
  });
}
