import { z } from "zod";
import { Prisma } from "#lib/db/generated/client.ts";
import { snapshot } from "#lib/db/transaction.ts";
import { FINANCE } from "./rollups/cursor.ts";
import { journalsOf, revenueParts } from "./rollups/finance-parts.ts";
import { unreadEntries } from "./rollups/read-entries.ts";

/** Net of tax, in minor units of one currency. What stays deferred is what was billed and has neither been earned, credited nor written off. */
export type RevenueMonthRow = {
  /** "2026-11" */
  month: string;
  /** What its days earned is revenue; until it is, its figures are not whole. */
  closed: boolean;
  deferredBefore: bigint;
  billed: bigint;
  recognized: bigint;
  credited: bigint;
  writtenOff: bigint;
  deferredAfter: bigint;
  /** What of the amount billed in this month was earned in each of the months shown. */
  earnedIn: bigint[];
};

/** Months from `from` on, so many of them. */
export type Months = { from: Temporal.PlainYearMonth; count: number; timeZone: string };

const moved = z.array(
  z.object({ place: z.int(), billed: z.int(), kind: z.enum(["BILLED", "RECOGNIZED", "CREDITED", "WRITTEN_OFF"]), amount: z.bigint() }),
);

/**
 * Deferred revenue month by month, and in which months what was billed in each was earned. The ledger says the same (`npm run books`). Read from the sums that are kept, and what was
 * posted since.
 */
export async function revenueWaterfall({ from, count, timeZone }: Months, currency: string): Promise<RevenueMonthRow[]> {
  const months = Array.from({ length: count }, (_, index) => from.add({ months: index }).toPlainDate({ day: 1 }));
  const end = from.add({ months: count }).toPlainDate({ day: 1 });
  const days = [...months, end].map((day) => new Date(day.toString()));
  const { rows, closed } = await snapshot(async (tx) => {
    const { unread, kept } = await unreadEntries(tx, FINANCE, timeZone);
    const journals = Prisma.sql`SELECT * FROM "journals"`;
    const found = await tx.$queryRaw`
      WITH "journals" AS MATERIALIZED (${journalsOf(unread)})
      SELECT width_bucket("month", ${days}::date[]) AS "place", width_bucket("billed", ${days}::date[]) AS "billed", "kind", sum("amount")::bigint AS "amount" FROM (
        SELECT "currency", "month", "billed", "kind", "amount" FROM "RevenueRollup" WHERE ${kept}
        UNION ALL (${revenueParts(journals, end, timeZone)})
      ) r WHERE "currency" = ${currency} AND "month" < ${days[count]}::date GROUP BY 1, 2, 3`;
    const closed = await tx.revenueMonth.findMany({ where: { month: { gte: days[0] } }, select: { month: true } });
    return { rows: moved.parse(found), closed };
  });
  const sum = (of: { amount: bigint }[]) => of.reduce((all, { amount }) => all + amount, 0n);
  const [sold, left] = [rows.filter(({ kind }) => kind === "BILLED"), rows.filter(({ kind }) => kind !== "BILLED")];
  let deferred = sum(sold.filter(({ place }) => place === 0)) - sum(left.filter(({ place }) => place === 0));
  return months.map((day, index) => {
    const mine = left.filter(({ place }) => place === index + 1);
    const of = (kind: string) => sum(mine.filter((row) => row.kind === kind));
    const row = {
      month: day.toPlainYearMonth().toString(),
      closed: closed.some(({ month }) => month.getTime() === days[index].getTime()),
      deferredBefore: deferred,
      billed: sum(sold.filter(({ place }) => place === index + 1)),
      recognized: of("RECOGNIZED"),
      credited: of("CREDITED"),
      writtenOff: of("WRITTEN_OFF"),
    };
    deferred += row.billed - sum(mine);
    const earnedIn = months.map((_, later) =>
      sum(left.filter((one) => one.kind === "RECOGNIZED" && one.billed === index + 1 && one.place === later + 1)),
    );
    return { ...row, deferredAfter: deferred, earnedIn };
  });
}
