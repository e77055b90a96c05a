import { z } from "zod";
import { Prisma } from "#lib/db/generated/client.ts";
import { snapshot } from "#lib/db/transaction.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import type { Months } from "./revenue-waterfall.ts";
import { LEDGER } from "./rollups/cursor.ts";

/** Minor units; a balance is what was debited less what was credited. */
export type LedgerMonth = { month: string; opening: bigint; debit: bigint; credit: bigint; closing: bigint };
export type LedgerAccount = { account: string; months: LedgerMonth[] };

const posted = z.array(z.object({ place: z.int(), account: z.string(), debit: z.bigint(), credit: z.bigint() }));

/**
 * What was posted to each account of the ledger, month by month in one currency, and its balance before and after. Debits and credits of a month are equal over all accounts. What was added up is read
 * from its sums, what was posted since from the entries, at one instant.
 */
export function ledgerReport({ from, count, timeZone }: Months, currency: string): Promise<LedgerAccount[]> {
  const months = Array.from({ length: count }, (_, index) => from.add({ months: index }));
  const ends = [...months, from.add({ months: count })].map((month) => month.toPlainDate({ day: 1 }));
  const days = ends.map((day) => new Date(day.toString()));
  const instants = ends.map((day) => startOfDay(day, timeZone));
  return snapshot(async (tx) => {
    const cursor = await tx.rollupCursor.findFirst({ where: { name: LEDGER, timeZone }, select: { entryId: true } });
    const after = cursor?.entryId ?? null;
    const rows = posted.parse(
      await tx.$queryRaw`
        SELECT "place", "account", sum("debit")::bigint AS "debit", sum("credit")::bigint AS "credit" FROM (
          SELECT width_bucket("day", ${days}::date[]) AS "place", "account", "debit", "credit" FROM "LedgerRollup"
          WHERE "currency" = ${currency} AND "day" < ${days[count]}::date AND ${after !== null}
          UNION ALL
          SELECT width_bucket("at", ${instants}::timestamptz[]), "account", greatest("amount", 0), greatest(-"amount", 0) FROM "LedgerEntry"
          WHERE ${after ? Prisma.sql`"id" > ${after}::uuid` : Prisma.sql`TRUE`} AND "at" < ${instants[count]} AND "currency" = ${currency}
        ) t GROUP BY 1, 2`,
    );
    return [...Map.groupBy(rows, ({ account }) => account)]
      .map(([account, of]) => ({ account, months: monthsOf(of, months) }))
      .sort((a, b) => (a.account < b.account ? -1 : 1));
  });
}

function monthsOf(rows: z.output<typeof posted>, months: Temporal.PlainYearMonth[]): LedgerMonth[] {
  const at = new Map(rows.map((row) => [row.place, row]));
  const of = (place: number) => at.get(place) ?? { debit: 0n, credit: 0n };
  let balance = of(0).debit - of(0).credit;
  return months.map((month, index) => {
    const opening = balance;
    const { debit, credit } = of(index + 1);
    balance += debit - credit;
    return { month: month.toString(), opening, debit, credit, closing: balance };
  });
}
