import { z } from "zod";
import { discountOf } from "#lib/catalog/contract.ts";
import { Interval, Prisma } from "#lib/db/generated/client.ts";
import { snapshot, type Tx } from "#lib/db/transaction.ts";
import { PAYING_SQL } from "#lib/subscriptions/state.ts";
import { rounded } from "./mrr/monthly.ts";
import { readSums } from "./mrr/read.ts";
import { worthOf } from "./mrr/report.ts";
import { mrr } from "./mrr.ts";
import { civilDayOf, extentIn } from "./rollups/civil-days.ts";
import { ALL_TIME, piecesOf } from "./rollups/pieces.ts";

type Difference = { what: string; detail: string };

/** Where the sums of MRR that are kept are not what its movements come to, or all movements, with what was not read yet, not what the subscriptions of now are worth; a few of them. */
export function mrrDifferences(timeZone: string): Promise<Difference[]> {
  return snapshot(async (tx) => [...(await sumDifferences(tx, timeZone)), ...(await presentDifferences(tx, timeZone))]);
}

const rows = z.array(z.object({ what: z.string(), detail: z.string() }));

async function sumDifferences(tx: Tx, timeZone: string): Promise<Difference[]> {
  const extent = extentIn(await tx.$queryRaw`SELECT min("at") AS "first", max("at") AS "last" FROM "MrrMovement"`);
  return rows.parse(
    await tx.$queryRaw`
      WITH moved AS (SELECT *, ${civilDayOf(Prisma.sql`"at"`, extent, timeZone)} AS "day" FROM "MrrMovement")
      SELECT concat_ws(' ', 'MRR', "unit", "day", "currency", "kind", "planId") AS "what",
             'keeps ' || sum("movements") || ' movements and ' || sum("amount") || ' more than there are' AS "detail"
      FROM (SELECT "unit", "day", "currency", "kind", "entered", "planId", "interval", "intervalCount", "movements", "parts", "amount" FROM "MrrRollup"
            UNION ALL
            SELECT u."unit", CASE u."unit" WHEN 'DAY' THEN "day" ELSE date_trunc('month', "day")::date END, "currency", "kind", "entered", "planId", "interval", "intervalCount",
                   -"counts"::int, -1, -"amount"
            FROM moved CROSS JOIN unnest(enum_range(NULL::"RollupUnit")) u ("unit")) t
      GROUP BY "unit", "day", "currency", "kind", "entered", "planId", "interval", "intervalCount"
      HAVING sum("movements") <> 0 OR sum("parts") <> 0 OR sum("amount") <> 0 ORDER BY 1 LIMIT 5`,
  );
}

async function presentDifferences(tx: Tx, timeZone: string): Promise<Difference[]> {
  const worth = await presentMrr(tx);
  const known = await tx.mrrRollup.findMany({ distinct: ["currency"], select: { currency: true } });
  const wrong: Difference[] = [];
  for (const currency of [...new Set([...worth.keys(), ...known.map((found) => found.currency)])].sort()) {
    const spans = [piecesOf(ALL_TIME, timeZone, { months: true })];
    const moved = rounded(worthOf(await readSums(tx, { spans, timeZone, currency, places: { days: [], starts: [] } })));
    const present = worth.get(currency) ?? 0n;
    if (moved !== present) wrong.push({ what: `MRR ${currency}`, detail: `all movements come to ${moved}, subscriptions to ${present}` });
  }
  return wrong;
}

const paying = z.array(
  z.object({
    currency: z.string(),
    status: z.string(),
    interval: z.enum(Interval),
    intervalCount: z.int(),
    plan: z.bigint(),
    extras: z.bigint(),
    couponPercentPpm: z.int().nullable(),
    couponAmount: z.bigint().nullable(),
    count: z.int(),
  }),
);

/** By currency, from nothing but subscriptions as they are now, by the rule that published examples hold (mrr.ts). What is past due and may not be watched any more is suspended. */
async function presentMrr(tx: Tx): Promise<Map<string, bigint>> {
  const found = paying.parse(
    await tx.$queryRaw`
      SELECT s."currency", s."status"::text AS "status", s."interval", s."intervalCount", i."plan", i."extras", c."couponPercentPpm", c."couponAmount", count(*)::int AS "count"
      FROM "Subscription" s
      CROSS JOIN LATERAL (
        SELECT coalesce(sum("amount" * "quantity") FILTER (WHERE "kind" = 'PLAN'), 0)::bigint AS "plan", coalesce(sum("amount" * "quantity") FILTER (WHERE "kind" <> 'PLAN'), 0)::bigint AS "extras"
        FROM "SubscriptionItem" WHERE "subscriptionId" = s."id" AND "removedAt" IS NULL
      ) i
      CROSS JOIN LATERAL (
        SELECT CASE WHEN s."couponDuration" = 'FOREVER' THEN s."couponPercentPpm" END AS "couponPercentPpm", CASE WHEN s."couponDuration" = 'FOREVER' THEN s."couponAmount" END AS "couponAmount"
      ) c
      WHERE NOT s."oneTerm" AND s."status" IN ${PAYING_SQL} AND s."activatedAt" IS NOT NULL AND coalesce((
        SELECT "type" <> 'ended' FROM "DomainEvent" WHERE "subscriptionId" = s."id" AND "subject" = 'ACCESS' AND "type" IN ('granted', 'ended') ORDER BY "position" DESC LIMIT 1), true)
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`,
  );
  const priced = found.map(({ interval, intervalCount, plan, extras, currency, status, count, ...off }) => {
    const coupon = { ...off, couponDuration: "FOREVER" as const, couponCycles: null };
    return {
      currency,
      count,
      status,
      amount: plan - discountOf(coupon, plan, 0) + extras,
      every: { unit: interval, count: intervalCount },
    };
  });
  return new Map([...Map.groupBy(priced, ({ currency }) => currency)].map(([currency, of]) => [currency, mrr(of)]));
}
