import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { NO_CASH } from "#lib/ledger/accounts.ts";
import { MOVED_SQL } from "#lib/payments/state.ts";
import { bucketStarts, bucketsOf, type Period } from "./period.ts";

const sums = { payments: z.int(), gross: z.bigint(), refundCount: z.int(), refunded: z.bigint() };

/** All of one currency, so that what stands side by side adds up: `gross` is the sum of `payments`. Amounts are minor units. */
export type RevenueTotals = z.output<z.ZodObject<typeof sums>>;
/** `bucket` is its key, as `bucketsOf` has it. */
export type RevenuePoint = { bucket: string; gross: bigint; refunded: bigint };
export type RevenueShare = { key: string | null; count: number; gross: bigint };

export type Revenue = {
  now: RevenueTotals;
  before: RevenueTotals;
  /** Each bucket of the period, empty ones included. */
  points: RevenuePoint[];
  /** Gross, largest first. */
  byGateway: RevenueShare[];
  /** Gross by the payer's country, largest first. */
  byCountry: RevenueShare[];
};

const NONE: RevenueTotals = { payments: 0, gross: 0n, refundCount: 0, refunded: 0n };

const row = z.object({
  now: z.boolean(),
  part: z.enum(["all", "place", "gateway", "country"]),
  place: z.int().nullable(),
  key: z.string().nullable(),
  ...sums,
});
type Row = z.output<typeof row>;

/**
 * What came in and went back in a period and in the one before: succeeded charges and refunds, by the instant they settled. A refund that came
 * back gave nothing back, and what was paid from a balance came in before. Its parts are added up from one reading of the rows. PostgreSQL only
 * compares instants: it has time-zone rules of its own, and with those the same payment would fall on two days.
 */
export async function revenue(period: Period, currency: string): Promise<Revenue> {
  const buckets = bucketsOf(period);
  const rows = row.array().parse(await readParts(period, buckets, currency));
  const total = (now: boolean): RevenueTotals => rows.find((found) => found.part === "all" && found.now === now) ?? NONE;
  const parts = rows.filter(({ now }) => now);
  return { now: totalsOf(total(true)), before: totalsOf(total(false)), points: pointsOf(parts, buckets), ...sharesOf(parts) };
}

function readParts(period: Period, buckets: string[], currency: string): Promise<unknown> {
  const { start, end, before } = period;
  return db.$queryRaw`
    WITH moved AS (
      SELECT "settledAt" >= ${start} AS "now", width_bucket("settledAt", ${bucketStarts(buckets, period)}::timestamptz[]) AS "place",
             "gateway", "country", "amount", "kind" = 'CHARGE' AS "charged"
      FROM "Transaction"
      WHERE "settledAt" >= ${before.start} AND "settledAt" < ${end} AND ("settledAt" < ${before.end} OR "settledAt" >= ${start})
        AND ${MOVED_SQL} AND "currency" = ${currency} AND "gateway" <> ALL (${NO_CASH})
    )
    SELECT "now", "place", coalesce("gateway", "country") AS "key",
           CASE grouping("place", "gateway", "country") WHEN 3 THEN 'place' WHEN 5 THEN 'gateway' WHEN 6 THEN 'country' ELSE 'all' END AS "part",
           count(*) FILTER (WHERE "charged")::int AS "payments",
           coalesce(sum("amount") FILTER (WHERE "charged"), 0)::bigint AS "gross",
           count(*) FILTER (WHERE NOT "charged")::int AS "refundCount",
           coalesce(sum("amount") FILTER (WHERE NOT "charged"), 0)::bigint AS "refunded"
    FROM moved
    GROUP BY GROUPING SETS (("now"), ("now", "place"), ("now", "gateway"), ("now", "country"))
    ORDER BY "gross" DESC, "key"`;
}

function totalsOf({ payments, gross, refundCount, refunded }: RevenueTotals): RevenueTotals {
  return { payments, gross, refundCount, refunded };
}

function pointsOf(rows: Row[], buckets: string[]): RevenuePoint[] {
  const found = new Map(rows.filter(({ part }) => part === "place").map((point) => [point.place, point]));
  return buckets.map((bucket, index) => {
    const { gross, refunded } = found.get(index + 1) ?? NONE;
    return { bucket, gross, refunded };
  });
}

function sharesOf(rows: Row[]): Pick<Revenue, "byGateway" | "byCountry"> {
  const by = (part: Row["part"]) =>
    rows.filter((found) => found.part === part && found.payments > 0).map(({ key, payments, gross }) => ({ key, count: payments, gross }));
  return { byGateway: by("gateway"), byCountry: by("country") };
}
