import { z } from "zod";
import { replica } from "#lib/db/client.ts";
import { FunnelGrain, Prisma } from "#lib/db/generated/client.ts";
import type { Period } from "./period.ts";
import { STEP_COLUMNS, STEPS, SUMS, sumsOfVisits } from "./rollups/funnel-sums.ts";

export const FUNNEL_STEPS = ["VISIT", "PLAN_VIEW", "CHECKOUT", "PAYMENT", "PAID"] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

/** What visitors are told apart by: one value each, on all of their steps. */
export const FUNNEL_GROUPS = ["source", "device", "country", "coupon"] as const;
export type FunnelBy = (typeof FUNNEL_GROUPS)[number];

/** Visitors who reached a step. Whoever reached it reached all before it, so there are never more than of the step before. */
export type FunnelCount = { step: FunnelStep; visitors: number };
/** Those of one source, device, country or coupon; `key` is empty for those that have none. */
export type FunnelGroup = { key: string; steps: FunnelCount[] };

const count = z.int().nullable();
const row = z.object({
  grain: z.enum(FunnelGrain),
  key: z.string(),
  visits: count,
  planViews: count,
  checkouts: count,
  payments: count,
  paid: count,
});

/**
 * How many visitors reached each step of the webshop on the days of the period, and with `by` those of each group, the largest first. A visitor is one on
 * one day. What they paid is counted on the day they ordered, whenever it came.
 */
export async function funnel(
  { from, to }: Pick<Period, "from" | "to">,
  by: FunnelBy | null = null,
): Promise<{ steps: FunnelCount[]; groups: FunnelGroup[] }> {
  const grain = by ? (by.toUpperCase() as FunnelGrain) : null;
  const found = row.array().parse(await replica.$queryRaw(funnelSql({ from, to }, grain ? ["ALL", grain] : ["ALL"])));
  const groups = found.map((row) => ({
    grain: row.grain,
    key: row.key,
    steps: FUNNEL_STEPS.map((step) => ({ step, visitors: row[STEP_COLUMNS[step]] ?? 0 })),
  }));
  const all = groups.find((group) => group.grain === "ALL");
  return {
    steps: all?.steps ?? FUNNEL_STEPS.map((step) => ({ step, visitors: 0 })),
    groups: groups.filter((group) => group.grain === grain).map(({ key, steps }) => ({ key, steps })),
  };
}

/**
 * SQL for the visitors of these civil days who reached each step: the sums of days that were added up, the visitors of the others, day by day so that PostgreSQL reads no other, and
 * what was done since of days that were added up. All of it is of one instant. Columns: grain, key, visits, planViews, checkouts, payments, paid.
 */
export function funnelSql({ from, to }: Pick<Period, "from" | "to">, grains: FunnelGrain[]): Prisma.Sql {
  const of = Prisma.sql`${grains}::"FunnelGrain"[]`;
  const open = Prisma.sql`
    (SELECT v.* FROM counted, generate_series(greatest(${from}::date, counted."until" + 1, (SELECT min("day") FROM "FunnelVisit"))::timestamp, ${to}::date::timestamp, interval '1 day') d ("day")
     CROSS JOIN LATERAL (SELECT * FROM "FunnelVisit" v WHERE v."day" = d."day"::date OFFSET 0) v) v`;
  const late = Prisma.sql`
    (SELECT v.* FROM "FunnelVisit" v WHERE v."counted" IS NOT NULL AND v."day" BETWEEN ${from}::date AND ${to}::date) v`;
  return Prisma.sql`
    WITH counted AS MATERIALIZED (SELECT coalesce(max("countedUntil"), DATE '1900-01-01') AS "until" FROM "FunnelCursor")
    SELECT "grain", "key", ${SUMS} FROM (
      SELECT "grain", "key", ${STEPS} FROM "FunnelRollup" WHERE "grain" = ANY (${of}) AND "day" BETWEEN ${from}::date AND ${to}::date
      UNION ALL SELECT "grain", "key", ${STEPS} FROM (${sumsOfVisits(open, of)}) open
      UNION ALL SELECT "grain", "key", ${STEPS} FROM (${sumsOfVisits(late, of)}) late
    ) s GROUP BY "grain", "key" ORDER BY sum("visits") DESC, sum("paid") DESC, "key"`;
}
