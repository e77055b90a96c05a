import { z } from "zod";
import { snapshot, type Tx } from "#lib/db/transaction.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import type { Account } from "#lib/ledger/accounts.ts";
import type { Months } from "./revenue-waterfall.ts";
import { LEDGER } from "./rollups/cursor.ts";
import { unreadEntries } from "./rollups/read-entries.ts";

/** Minor units; a balance is what was debited less what was credited. */
export type LedgerMonth = { month: string; opening: bigint; debit: bigint; credit: bigint; closing: bigint };
/** The end of a civil day. */
export type AsOf = { day: Temporal.PlainDate; timeZone: string; currency: string };
export type LedgerAccount = { account: string; months: LedgerMonth[] };

const posted = z.array(z.object({ place: z.int(), account: z.string(), debit: z.bigint(), credit: z.bigint() }));

/**
 * What was posted to each account of the ledger, month by month in one currency, and its balance before and after. Debits and credits of a month are equal over all accounts. What was added up is read
 * from its sums, what was posted since from the entries, at one instant: that of `tx`, where it is given.
 */
export async function ledgerReport(asked: Months, currency: string, tx?: Tx): Promise<LedgerAccount[]> {
  if (!tx) return snapshot((own) => ledgerReport(asked, currency, own));
  const { from, count, timeZone } = asked;
  const months = Array.from({ length: count }, (_, index) => from.add({ months: index }));
  const ends = [...months, from.add({ months: count })].map((month) => month.toPlainDate({ day: 1 }));
  const days = ends.map((day) => new Date(day.toString()));
  const instants = ends.map((day) => startOfDay(day, timeZone));
  const { unread, kept } = await unreadEntries(tx, LEDGER, timeZone);
  const rows = posted.parse(
    await tx.$queryRaw`
      SELECT "place", "account", sum("debit")::bigint AS "debit", sum("credit")::bigint AS "credit" FROM (
        SELECT width_bucket("day", ${days}::date[]) AS "place", "account", "debit", "credit" FROM "LedgerRollup"
        WHERE "currency" = ${currency} AND "day" < ${days[count]}::date AND ${kept}
        UNION ALL
        SELECT width_bucket("at", ${instants}::timestamptz[]), "account", greatest("amount", 0), greatest(-"amount", 0) FROM (${unread}) e
        WHERE "at" < ${instants[count]} AND "currency" = ${currency}
      ) t GROUP BY 1, 2`,
  );
  return [...Map.groupBy(rows, ({ account }) => account)]
    .map(([account, of]) => ({ account, months: monthsOf(of, months) }))
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}

const balance = z.array(z.object({ amount: z.bigint() })).length(1);

/** What an account of the ledger had at the end of a civil day, debits above zero. */
export async function balanceAt(tx: Tx, account: Account, { day, timeZone, currency }: AsOf): Promise<bigint> {
  const end = day.add({ days: 1 });
  const { unread, kept } = await unreadEntries(tx, LEDGER, timeZone);
  const [{ amount }] = balance.parse(
    await tx.$queryRaw`
      SELECT coalesce(sum("amount"), 0)::bigint AS "amount" FROM (
        SELECT "debit" - "credit" AS "amount" FROM "LedgerRollup"
        WHERE "currency" = ${currency} AND "day" < ${new Date(end.toString())}::date AND "account" = ${account} AND ${kept}
        UNION ALL
        SELECT "amount" FROM (${unread}) e WHERE "currency" = ${currency} AND "at" < ${startOfDay(end, timeZone)} AND "account" = ${account}
      ) t`,
  );
  return amount;
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
