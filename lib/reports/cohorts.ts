import { z } from "zod";
import { Prisma } from "#lib/db/generated/client.ts";
import { snapshot } from "#lib/db/transaction.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import type { Months } from "./revenue-waterfall.ts";
import { areCounted, changesOfSubscriptions } from "./rollups/read-subscriptions.ts";

/**
 * The subscriptions that began in a month (`2026-11`), and `left[n]`: how many of them had not ended when the n-th month after it was over, the month itself being the 0th; of the last one, so far.
 */
export type Cohort = { month: string; began: number; left: number[] };

const row = z.object({ began: z.int(), ended: z.int().nullable(), count: z.int() });

/**
 * The cohorts of `count` months, of one plan or (null) of all: those that began, with a payment or a trial, by when they ended. As all sums of subscriptions, what is told is what they are now: one that changed plans
 * counts with the new one. The sums that are kept, and what changed since, at one instant.
 */
export async function cohorts({ from, count, timeZone }: Months, planId: string | null = null): Promise<Cohort[]> {
  const months = Array.from({ length: count }, (_, index) => from.add({ months: index }));
  const ends = [...months, from.add({ months: count })].map((month) => month.toPlainDate({ day: 1 }));
  const days = ends.map((day) => new Date(day.toString()));
  const instants = ends.map((day) => startOfDay(day, timeZone));
  const ofPlan = planId ? Prisma.sql`"planId" = ${planId}::uuid` : Prisma.sql`TRUE`;
  const place = (day: Prisma.Sql) => Prisma.sql`width_bucket(${day}, ${days}::date[])`;
  const placeAt = (at: Prisma.Sql) => Prisma.sql`width_bucket(${at}, ${instants}::timestamptz[])`;
  const rows = await snapshot(async (tx) => {
    const counted = await areCounted(tx, timeZone);
    return tx.$queryRaw`
      SELECT "began", "ended", sum("count")::int AS "count" FROM (
        SELECT ${place(Prisma.sql`"day"`)} AS "began", NULL::int AS "ended", "count" FROM "SubscriptionRollup"
        WHERE ${counted} AND "unit" = 'MONTH' AND "move" = 'BEGAN' AND "day" >= ${days[0]}::date AND ${ofPlan}
        UNION ALL
        SELECT ${place(Prisma.sql`"began"`)}, ${place(Prisma.sql`"ended"`)}, "count" FROM "SubscriptionCohort"
        WHERE ${counted} AND "began" >= ${days[0]}::date AND ${ofPlan}
        UNION ALL
        SELECT ${placeAt(Prisma.sql`s."activatedAt"`)}, m."ended", s."count"
        FROM ${changesOfSubscriptions(counted)} s
        CROSS JOIN LATERAL (SELECT NULL::int UNION ALL SELECT ${placeAt(Prisma.sql`s."endedAt"`)} WHERE s."endedAt" IS NOT NULL) m ("ended")
        WHERE s."activatedAt" >= ${instants[0]} AND ${ofPlan}
      ) t WHERE "began" BETWEEN 1 AND ${count} GROUP BY 1, 2`;
  });
  const found = row.array().parse(rows);
  return months.map((month, index) => cohortOf(month, index + 1, count, found));
}

function cohortOf(month: Temporal.PlainYearMonth, place: number, count: number, rows: z.output<typeof row>[]): Cohort {
  const of = rows.filter(({ began }) => began === place);
  const sum = (some: typeof of) => some.reduce((all, { count }) => all + count, 0);
  const began = sum(of.filter(({ ended }) => ended === null));
  const lostUntil = (last: number) => sum(of.filter(({ ended }) => ended !== null && ended <= last));
  return { month: month.toString(), began, left: Array.from({ length: count - place + 1 }, (_, n) => began - lostUntil(place + n)) };
}
