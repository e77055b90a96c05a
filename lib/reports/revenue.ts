import { z } from "zod";
import { replica } from "#lib/db/client.ts";
import { Prisma, type RollupGrain } from "#lib/db/generated/client.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { EVERYTHING, isNarrowed, isOf, type Narrowing } from "./narrowing.ts";
import { bucketStarts, bucketsOf, inMonths, type Period } from "./period.ts";
import { piecesOf, withinDays } from "./rollups/pieces.ts";
import { type Reading, sumsOfTransactions } from "./rollups/read.ts";

const sums = { payments: z.int(), gross: z.bigint(), refundCount: z.int(), refunded: z.bigint() };

/** All of one currency, so that what stands side by side adds up: `gross` is the sum of `payments`. Amounts are minor units. */
export type RevenueTotals = z.output<z.ZodObject<typeof sums>>;
/** `bucket` is its key, as `bucketsOf` has it. `before`: gross of the one in its place in the period before, null where that has none or has not come so far. */
export type RevenuePoint = { bucket: string; gross: bigint; refunded: bigint; before: bigint | null };
/** `before` is its gross in the period before. */
export type RevenueShare = { key: string | null; count: number; gross: bigint; before: bigint };

export type Revenue = {
  now: RevenueTotals;
  before: RevenueTotals;
  /** Each bucket of the period, empty ones included. */
  points: RevenuePoint[];
  /** Gross, largest first; those that have nothing any more last. */
  byGateway: RevenueShare[];
  /** Gross by the payer's country, largest first. */
  byCountry: RevenueShare[];
  /** Gross by what was bought, largest first: a plan's id. */
  byPlan: RevenueShare[];
};

const NONE: RevenueTotals = { payments: 0, gross: 0n, refundCount: 0, refunded: 0n };

const row = z.object({
  now: z.boolean(),
  part: z.enum(["all", "place", "GATEWAY", "COUNTRY", "PLAN"]),
  place: z.int().nullable(),
  key: z.string().transform((key) => key || null),
  ...sums,
});
type Row = z.output<typeof row>;

/**
 * What came in and went back in a period and in the one before: succeeded charges and refunds, by the instant they settled. A refund that came
 * back gave nothing back, and what was paid from a balance came in before. Whole days and months are read from the rollup, with what it has not read yet; what
 * is less than a day, from the rows. PostgreSQL only compares instants: it has time-zone rules of its own, and with those the same payment would fall on two days.
 */
export async function revenue(period: Period, currency: string, of = EVERYTHING): Promise<Revenue> {
  const buckets = { now: bucketsOf(period), before: bucketsOf({ ...daysOf(period), unit: period.unit }) };
  const rows = row.array().parse(await readParts(period, buckets, currency, of));
  const total = (now: boolean): RevenueTotals => rows.find((found) => found.part === "all" && found.now === now) ?? NONE;
  return {
    now: totalsOf(total(true)),
    before: totalsOf(total(false)),
    points: pointsOf(rows, buckets, comparable(period, buckets)),
    ...sharesOf(rows),
  };
}

type Buckets = { now: string[]; before: string[] };

/** The civil days of the period before, as far as it goes. */
function daysOf({ before: { start, end }, timeZone }: Period): { from: string; to: string } {
  const day = (at: number) => civilDate(new Date(at), timeZone).toString();
  return { from: day(start.getTime()), to: day(Math.max(end.getTime() - 1, start.getTime())) };
}

function readParts(period: Period, { now, before }: Buckets, currency: string, of: Narrowing): Promise<unknown> {
  const { unit, timeZone } = period;
  const buckets = [...before, ...now];
  const places = { days: buckets.map((bucket) => new Date(bucket.slice(0, 10))), starts: bucketStarts(buckets, period) };
  const spans = [period, period.before].map((span) =>
    unit === "hour" ? withinDays(span) : piecesOf(span, timeZone, { months: inMonths(unit) }),
  );
  return replica.$queryRaw`
    SELECT "span" = 1 AS "now", "place", coalesce("key", '') AS "key",
           CASE WHEN grouping("key") = 0 THEN "grain"::text WHEN grouping("place") = 0 THEN 'place' ELSE 'all' END AS "part",
           coalesce(sum("count") FILTER (WHERE "kind" = 'CHARGE'), 0)::int AS "payments",
           coalesce(sum("amount") FILTER (WHERE "kind" = 'CHARGE'), 0)::bigint AS "gross",
           coalesce(sum("count") FILTER (WHERE "kind" = 'REFUND'), 0)::int AS "refundCount",
           coalesce(sum("amount") FILTER (WHERE "kind" = 'REFUND'), 0)::bigint AS "refunded"
    FROM (SELECT * FROM (${toldApart(of, { spans, timeZone, places })}) t
          WHERE "currency" = ${currency} AND "kind" IN ('CHARGE', 'REFUND') AND "state" = 'SUCCEEDED' AND "cash") t
    GROUP BY GROUPING SETS (("grain", "span"), ("grain", "span", "place"), ("grain", "span", "key"))
    HAVING "grain" = 'GATEWAY' OR grouping("key") = 0
    ORDER BY "gross" DESC, "key"`;
}

const PARTS: RollupGrain[] = ["GATEWAY", "COUNTRY", "PLAN"];

/** SQL for the sums with the one thing that tells them apart, as grain and key. What is of one plan, gateway or country is only found where all three are told apart. */
function toldApart(of: Narrowing, reading: Pick<Reading, "spans" | "timeZone" | "places">): Prisma.Sql {
  const sumsIn = (grains: RollupGrain[]) => sumsOfTransactions({ ...reading, basis: "SETTLED", grains });
  if (!isNarrowed(of)) return Prisma.sql`SELECT *, "gateway" || "country" || "planId" AS "key" FROM (${sumsIn(PARTS)}) t`;
  return Prisma.sql`
    SELECT t."span", t."place", g."grain", t."currency", t."kind", t."state", t."cash", t."count", t."amount",
           CASE g."grain" WHEN 'GATEWAY' THEN t."gateway" WHEN 'COUNTRY' THEN t."country" ELSE t."planId" END AS "key"
    FROM (${sumsIn(["CELL"])}) t CROSS JOIN unnest(${PARTS}::"RollupGrain"[]) g ("grain") WHERE ${isOf(of)}`;
}

function totalsOf({ payments, gross, refundCount, refunded }: RevenueTotals): RevenueTotals {
  return { payments, gross, refundCount, refunded };
}

/** How many buckets of the period before have begun when it ends: while this one runs, it ends at the same time of day. */
function comparable(period: Period, { before }: Buckets): number {
  return bucketStarts(before, period).filter((start) => start < period.before.end).length;
}

/** Where a week or month is of both periods, the last of the one before and the first of this one begin together, and both are counted at the later place. */
function pointsOf(rows: Row[], { now, before }: Buckets, comparable: number): RevenuePoint[] {
  const placed = rows.filter(({ part }) => part === "place");
  const inNow = new Map(placed.filter((row) => row.now).map((row) => [(row.place ?? 0) - before.length, row]));
  const inBefore = new Map(placed.filter((row) => !row.now).map((row) => [Math.min(row.place ?? 0, before.length), row]));
  return now.map((bucket, index) => {
    const { gross, refunded } = inNow.get(index + 1) ?? NONE;
    return { bucket, gross, refunded, before: index < comparable ? (inBefore.get(index + 1)?.gross ?? 0n) : null };
  });
}

function sharesOf(rows: Row[]): Pick<Revenue, "byGateway" | "byCountry" | "byPlan"> {
  const by = (part: Row["part"]) => {
    const [of, before] = [true, false].map(
      (now) => new Map(rows.filter((row) => row.part === part && row.now === now).map((row) => [row.key, row])),
    );
    return [...new Set([...of.keys(), ...before.keys()])]
      .map((key) => ({ key, count: of.get(key)?.payments ?? 0, gross: of.get(key)?.gross ?? 0n, before: before.get(key)?.gross ?? 0n }))
      .filter(({ count, before }) => count > 0 || before > 0n);
  };
  return { byGateway: by("GATEWAY"), byCountry: by("COUNTRY"), byPlan: by("PLAN") };
}
