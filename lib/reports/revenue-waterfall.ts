import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { startOfDay } from "#lib/kernel/period.ts";

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

const billed = z.array(z.object({ place: z.int(), amount: z.bigint() }));
const moved = z.array(
  z.object({ place: z.int(), billed: z.int(), kind: z.enum(["RECOGNIZED", "CREDITED", "WRITTEN_OFF"]), amount: z.bigint() }),
);

/**
 * Deferred revenue month by month, and in which months what was billed in each was earned. The ledger says the same (`npm run books`). Months begin where
 * Temporal has them begin; PostgreSQL only compares.
 */
export async function revenueWaterfall({ from, count, timeZone }: Months, currency: string): Promise<RevenueMonthRow[]> {
  const months = Array.from({ length: count }, (_, index) => from.add({ months: index }).toPlainDate({ day: 1 }));
  const ends = [...months, from.add({ months: count }).toPlainDate({ day: 1 })];
  const instants = ends.map((day) => startOfDay(day, timeZone));
  const days = ends.map((day) => new Date(day.toString()));
  const [invoices, movements, closed] = await Promise.all([
    db.$queryRaw`
      SELECT width_bucket("issuedAt", ${instants}::timestamptz[]) AS "place", sum("subtotal")::bigint AS "amount" FROM "Invoice"
      WHERE "kind" = 'INVOICE' AND "number" IS NOT NULL AND "currency" = ${currency} AND "issuedAt" < ${instants[count]} GROUP BY 1`,
    db.$queryRaw`
      SELECT width_bucket("month", ${days}::date[]) AS "place", width_bucket("billedAt", ${instants}::timestamptz[]) AS "billed", "kind"::text AS "kind",
        sum("amount")::bigint AS "amount"
      FROM "RevenueMovement" WHERE "currency" = ${currency} AND "month" < ${days[count]}::date GROUP BY 1, 2, 3`,
    db.revenueMonth.findMany({ where: { month: { gte: days[0] } }, select: { month: true } }),
  ]);
  const [sold, left] = [billed.parse(invoices), moved.parse(movements)];
  const sum = (rows: { amount: bigint }[]) => rows.reduce((all, { amount }) => all + amount, 0n);
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
