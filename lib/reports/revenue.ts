import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import { bucketStarts, bucketsOf, type Period, type Span } from "./period.ts";

const totals = z.object({
  payments: z.int(),
  gross: z.bigint(),
  refundCount: z.int(),
  refunded: z.bigint(),
});

/** All of one currency, so that what stands side by side adds up: `gross` is the sum of `payments`. Amounts are minor units. */
export type RevenueTotals = z.output<typeof totals>;

/**
 * What came in and went back: succeeded charges and refunds, by the instant they settled. A refund that came back gave nothing back.
 */
export async function revenueTotals(period: Period, currency: string): Promise<{ now: RevenueTotals; before: RevenueTotals }> {
  const [now, before] = await Promise.all([totalsOf(period, currency), totalsOf(period.before, currency)]);
  return { now, before };
}

async function totalsOf(span: Span, currency: string): Promise<RevenueTotals> {
  const rows = await db.$queryRaw`
    SELECT count(*) FILTER (WHERE "kind" = 'CHARGE')::int AS "payments",
           coalesce(sum("amount") FILTER (WHERE "kind" = 'CHARGE'), 0)::bigint AS "gross",
           count(*) FILTER (WHERE "kind" = 'REFUND')::int AS "refundCount",
           coalesce(sum("amount") FILTER (WHERE "kind" = 'REFUND'), 0)::bigint AS "refunded"
    FROM "Transaction"
    WHERE ${settledIn(span)} AND "kind" IN ('CHARGE', 'REFUND') AND "currency" = ${currency}`;
  return totals.array().length(1).parse(rows)[0];
}

const point = z.object({ place: z.int(), gross: z.bigint(), refunded: z.bigint() });

/** `bucket` is its key, as `bucketsOf` has it. */
export type RevenuePoint = { bucket: string; gross: bigint; refunded: bigint };

/**
 * Gross and refunds of each bucket of the period, empty ones included. PostgreSQL only compares instants: it has time-zone rules of its
 * own, and with those the same payment would fall on two days.
 */
export async function revenueOverTime(period: Period, currency: string): Promise<RevenuePoint[]> {
  const rows = await db.$queryRaw`
    SELECT width_bucket("settledAt", ${bucketStarts(period)}::timestamptz[]) AS "place",
           coalesce(sum("amount") FILTER (WHERE "kind" = 'CHARGE'), 0)::bigint AS "gross",
           coalesce(sum("amount") FILTER (WHERE "kind" = 'REFUND'), 0)::bigint AS "refunded"
    FROM "Transaction"
    WHERE ${settledIn(period)} AND "kind" IN ('CHARGE', 'REFUND') AND "currency" = ${currency}
    GROUP BY 1`;
  const found = new Map(
    point
      .array()
      .parse(rows)
      .map(({ place, gross, refunded }) => [place, { gross, refunded }]),
  );
  return bucketsOf(period).map((bucket, index) => ({ bucket, ...(found.get(index + 1) ?? { gross: 0n, refunded: 0n }) }));
}

const share = z.object({ key: z.string().nullable(), count: z.int(), gross: z.bigint() });
export type RevenueShare = z.output<typeof share>;

/** Gross by gateway or by the payer's country, largest first. */
export async function revenueBy(dimension: "gateway" | "country", period: Period, currency: string): Promise<RevenueShare[]> {
  const column = dimension === "gateway" ? Prisma.sql`"gateway"` : Prisma.sql`"country"`;
  const rows = await db.$queryRaw`
    SELECT ${column} AS "key", count(*)::int AS "count", sum("amount")::bigint AS "gross"
    FROM "Transaction"
    WHERE ${settledIn(period)} AND "kind" = 'CHARGE' AND "currency" = ${currency}
    GROUP BY 1 ORDER BY 3 DESC, 1`;
  return share.array().parse(rows);
}

/** What was paid from a balance came in before. */
function settledIn({ start, end }: Span): Prisma.Sql {
  return Prisma.sql`"status" = 'SUCCEEDED' AND "gateway" <> ${BALANCE} AND "returnedAt" IS NULL AND "settledAt" >= ${start} AND "settledAt" < ${end}`;
}
