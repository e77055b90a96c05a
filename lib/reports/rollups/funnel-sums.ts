import { Prisma } from "#lib/db/generated/client.ts";

/** The steps of the webshop's funnel in order, and the column of "FunnelRollup" that counts each. */
export const STEP_COLUMNS = { VISIT: "visits", PLAN_VIEW: "planViews", CHECKOUT: "checkouts", PAYMENT: "payments", PAID: "paid" } as const;

const columns = Object.values(STEP_COLUMNS);

/** The columns of the five steps. */
export const STEPS = Prisma.raw(columns.map((column) => `"${column}"`).join(", "));

/** SQL for their sums over some rows. */
export const SUMS = Prisma.raw(columns.map((column) => `sum("${column}")::int AS "${column}"`).join(", "));

/** What each grain tells visitors apart by. */
const KEY = Prisma.sql`CASE g."grain" WHEN 'SOURCE' THEN v."source" WHEN 'DEVICE' THEN v."device"::text WHEN 'COUNTRY' THEN v."country" WHEN 'COUPON' THEN v."coupon" ELSE '' END`;

const rank = (step: Prisma.Sql) => Prisma.sql`array_position(enum_range(NULL::"FunnelStep"), ${step})`;

/**
 * SQL for the visitors of `rows` (SQL for rows of "FunnelVisit" named v, after FROM) who reached each step, by days, grains (`grains`: SQL for an array) and keys; without what `counted` says is in the sums already.
 * Columns: day, grain, key, visits, planViews, checkouts, payments, paid.
 */
export function sumsOfVisits(rows: Prisma.Sql, grains = Prisma.sql`enum_range(NULL::"FunnelGrain")`): Prisma.Sql {
  const counts = columns.map(
    (column, index) =>
      Prisma.sql`count(*) FILTER (WHERE r."rank" > ${index} AND coalesce(v."counted", 0) <= ${index})::int AS ${Prisma.raw(`"${column}"`)}`,
  );
  return Prisma.sql`
    SELECT v."day", g."grain", ${KEY} AS "key", ${Prisma.join(counts)}
    FROM ${rows} CROSS JOIN LATERAL (SELECT ${rank(Prisma.sql`v."step"`)} AS "rank") r CROSS JOIN unnest(${grains}) g ("grain")
    GROUP BY 1, 2, 3`;
}
