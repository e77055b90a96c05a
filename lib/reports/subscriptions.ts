import { z } from "zod";
import { replica } from "#lib/db/client.ts";
import { PlanStatus, Prisma } from "#lib/db/generated/client.ts";
import { snapshot } from "#lib/db/transaction.ts";
import { LIVE_SQL } from "#lib/subscriptions/state.ts";
import type { Period } from "./period.ts";
import { ALL_TIME, piecesOf } from "./rollups/pieces.ts";
import { sumsOfTransactions } from "./rollups/read.ts";
import { areCounted, movesOfSubscriptions, statesOfSubscriptions } from "./rollups/read-subscriptions.ts";

const totals = z.object({
  active: z.int(),
  activeBefore: z.int(),
  gained: z.int(),
  gainedBefore: z.int(),
  lost: z.int(),
  lostBefore: z.int(),
});

/**
 * `active` when the period ended, or until now while it runs; `activeBefore` when it began. Gained: first activated (or trial begun) in the period. Lost: ended in it after having been active.
 */
export type SubscriptionTotals = z.output<typeof totals>;

const planShare = z.object({ planId: z.string(), plan: z.string(), ...totals.shape });

/** The active ones of a plan, when the period ended and when it began. */
export type PlanShare = { planId: string; plan: string; count: number; before: number };

export type RunningSubscriptions = {
  totals: SubscriptionTotals;
  /** Those of each plan that had active ones, most first, which add up to `active`. */
  byPlan: PlanShare[];
  /** Whether anything was ever sold, or tried. */
  sold: boolean;
};

/** What ran in a period, of one plan or (null) of all. */
export async function runningSubscriptions(
  { start, end, before, timeZone }: Period,
  planId: string | null = null,
): Promise<RunningSubscriptions> {
  const until = piecesOf({ start: ALL_TIME.start, end: start }, timeZone, { months: true });
  const [now, then] = [{ start, end }, before].map((span) => piecesOf(span, timeZone, { months: true }));
  const rows = await snapshot(async (tx) => {
    const moves = movesOfSubscriptions([until, now, then], await areCounted(tx, timeZone));
    return tx.$queryRaw`
    WITH moves AS (${moves}), counts AS (
      SELECT m."planId",
             coalesce(sum(CASE m."move" WHEN 'BEGAN' THEN m."count" ELSE -m."count" END) FILTER (WHERE m."span" IN (1, 2)), 0)::int AS "active",
             coalesce(sum(CASE m."move" WHEN 'BEGAN' THEN m."count" ELSE -m."count" END) FILTER (WHERE m."span" = 1), 0)::int AS "activeBefore",
             coalesce(sum(m."count") FILTER (WHERE m."span" = 2 AND m."move" = 'BEGAN'), 0)::int AS "gained",
             coalesce(sum(m."count") FILTER (WHERE m."span" = 3 AND m."move" = 'BEGAN'), 0)::int AS "gainedBefore",
             coalesce(sum(m."count") FILTER (WHERE m."span" = 2 AND m."move" = 'ENDED'), 0)::int AS "lost",
             coalesce(sum(m."count") FILTER (WHERE m."span" = 3 AND m."move" = 'ENDED'), 0)::int AS "lostBefore"
      FROM moves m WHERE ${planId}::uuid IS NULL OR m."planId" = ${planId}::uuid GROUP BY 1
    )
    SELECT p."name" AS "plan", c.* FROM counts c JOIN "Plan" p ON p."id" = c."planId" ORDER BY c."active" DESC, 1`;
  });
  const plans = planShare.array().parse(rows);
  const sum = (name: keyof SubscriptionTotals) => plans.reduce((all, plan) => all + plan[name], 0);
  const names = Object.keys(totals.shape) as (keyof SubscriptionTotals)[];
  return {
    totals: Object.fromEntries(names.map((name) => [name, sum(name)])) as SubscriptionTotals,
    byPlan: plans
      .filter(({ active, activeBefore }) => active > 0 || activeBefore > 0)
      .map(({ planId, plan, active, activeBefore }) => ({ planId, plan, count: active, before: activeBefore })),
    sold: await wasAnythingSold(),
  };
}

async function wasAnythingSold(): Promise<boolean> {
  return (await replica.subscription.findFirst({ where: { activatedAt: { not: null } }, select: { id: true } })) !== null;
}

/** Whether a subscription gave access at this instant: paid, in trial or in grace. */
export function activeAt(at: Date): Prisma.Sql {
  return Prisma.sql`("activatedAt" < ${at} AND ("endedAt" IS NULL OR "endedAt" >= ${at}))`;
}

const planTotals = z.object({
  planId: z.string(),
  plan: z.string(),
  status: z.enum(PlanStatus),
  active: z.int(),
  trialing: z.int(),
  pastDue: z.int(),
  paused: z.int(),
  canceled: z.int(),
  unbegun: z.int(),
  amounts: z.array(z.object({ currency: z.string(), minor: z.string().transform(BigInt) })),
});

/**
 * The six counts are all there are: `canceled` ended after having been active, whoever ended them; `unbegun` never were. `amounts` is what was ever collected less refunds, by currency.
 */
export type PlanTotals = z.output<typeof planTotals>;

/** The count and the total amount of every plan. */
export async function planTotalsTable(timeZone: string): Promise<PlanTotals[]> {
  const rows = await snapshot(async (tx) => {
    const states = statesOfSubscriptions(await areCounted(tx, timeZone));
    return tx.$queryRaw`
    WITH counts AS (
      SELECT "planId",
             sum("count") FILTER (WHERE "begun" AND "status" = 'ACTIVE') AS "active",
             sum("count") FILTER (WHERE "begun" AND "status" = 'TRIALING') AS "trialing",
             sum("count") FILTER (WHERE "begun" AND "status" = 'PAST_DUE') AS "pastDue",
             sum("count") FILTER (WHERE "status" = 'PAUSED') AS "paused",
             sum("count") FILTER (WHERE "begun" AND "status" NOT IN ${LIVE_SQL}) AS "canceled",
             sum("count") FILTER (WHERE NOT "begun") AS "unbegun",
             sum("count") AS "all"
      FROM (${states}) s GROUP BY 1
    ), sums AS (
      SELECT "planId"::uuid AS "planId", "currency", sum(CASE "kind" WHEN 'CHARGE' THEN "amount" ELSE -"amount" END) AS "minor"
      FROM (${sumsOfTransactions({ basis: "CREATED", grains: ["PLAN"], spans: [piecesOf(ALL_TIME, timeZone, { months: true })], timeZone })}) t
      WHERE "state" = 'SUCCEEDED' AND "kind" IN ('CHARGE', 'REFUND') AND "planId" <> ''
      GROUP BY 1, 2
    ), amounts AS (
      SELECT "planId", jsonb_agg(jsonb_build_object('currency', "currency", 'minor', "minor"::text) ORDER BY "minor" DESC) AS "amounts"
      FROM sums WHERE "minor" <> 0 GROUP BY 1
    )
    SELECT p."id" AS "planId", p."name" AS "plan", p."status"::text AS "status",
           coalesce("active", 0)::int AS "active", coalesce("trialing", 0)::int AS "trialing", coalesce("pastDue", 0)::int AS "pastDue", coalesce("paused", 0)::int AS "paused",
           coalesce("canceled", 0)::int AS "canceled", coalesce("unbegun", 0)::int AS "unbegun", coalesce("amounts", '[]') AS "amounts"
    FROM "Plan" p LEFT JOIN counts c ON c."planId" = p."id" LEFT JOIN amounts a ON a."planId" = p."id"
    WHERE p."status" <> 'DRAFT' OR c."all" > 0
    ORDER BY p."position", p."name"`;
  });
  return planTotals.array().parse(rows);
}
