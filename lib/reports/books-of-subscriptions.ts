import { z } from "zod";
import { Prisma } from "#lib/db/generated/client.ts";
import { snapshot, type Tx } from "#lib/db/transaction.ts";
import { civilDayOf, type Extent, extentIn } from "./rollups/civil-days.ts";
import { SUBSCRIPTIONS } from "./rollups/cursor.ts";

type Difference = { what: string; detail: string };

const differences = z.array(z.object({ what: z.string(), detail: z.string() }));

/** Where the sums of subscriptions that are kept, with what they have not counted yet, are not what the subscriptions come to: each day, month, cohort and state; a few of them. */
export function subscriptionDifferences(timeZone: string): Promise<Difference[]> {
  return snapshot(async (tx) => {
    const cursor = await tx.rollupCursor.findUnique({ where: { name: SUBSCRIPTIONS } });
    const days = cursor?.timeZone ?? timeZone;
    return [...(await wrongMoves(tx, days)), ...(await wrongLosses(tx, days)), ...(await wrongStates(tx))];
  });
}

/** From the first to the last instant at which one began or ended. */
async function extentOfAll(tx: Tx): Promise<Extent> {
  return extentIn(
    await tx.$queryRaw`
      SELECT least(min("activatedAt"), min("endedAt")) AS "first", greatest(max("activatedAt"), max("endedAt")) AS "last"
      FROM (SELECT "activatedAt", "endedAt" FROM "Subscription" UNION ALL SELECT "activatedAt", "endedAt" FROM "SubscriptionChange") s`,
  );
}

async function wrongMoves(tx: Tx, timeZone: string): Promise<Difference[]> {
  const extent = await extentOfAll(tx);
  const moves = (source: Prisma.Sql) => Prisma.sql`
    SELECT u."unit", CASE u."unit" WHEN 'DAY' THEN d."day" ELSE date_trunc('month', d."day")::date END AS "day", s."planId", m."move", s."count"
    FROM ${source} s
    CROSS JOIN LATERAL (VALUES ('BEGAN'::"SubscriptionMove", s."activatedAt"), ('ENDED', CASE WHEN s."activatedAt" IS NOT NULL THEN s."endedAt" END)) m ("move", "at")
    CROSS JOIN LATERAL (SELECT ${civilDayOf(Prisma.sql`m."at"`, extent, timeZone)} AS "day") d
    CROSS JOIN unnest(enum_range(NULL::"RollupUnit")) u ("unit")
    WHERE m."at" IS NOT NULL`;
  return differences.parse(
    await tx.$queryRaw`
      SELECT concat_ws(' ', 'subscriptions', "unit", "day", "planId", "move") AS "what", 'keeps ' || sum("count") || ' more than there are' AS "detail"
      FROM (SELECT "unit", "day", "planId", "move", "count" FROM "SubscriptionRollup"
            UNION ALL ${moves(Prisma.sql`"SubscriptionChange"`)}
            UNION ALL ${moves(Prisma.sql`(SELECT *, -1 AS "count" FROM "Subscription")`)}) t
      GROUP BY "unit", "day", "planId", "move" HAVING sum("count") <> 0 ORDER BY 1 LIMIT 5`,
  );
}

async function wrongLosses(tx: Tx, timeZone: string): Promise<Difference[]> {
  const extent = await extentOfAll(tx);
  const month = (at: Prisma.Sql) => Prisma.sql`date_trunc('month', ${civilDayOf(at, extent, timeZone)})::date`;
  const losses = (source: Prisma.Sql) => Prisma.sql`
    SELECT ${month(Prisma.sql`s."activatedAt"`)} AS "began", ${month(Prisma.sql`s."endedAt"`)} AS "ended", s."planId", s."count"
    FROM ${source} s WHERE s."activatedAt" IS NOT NULL AND s."endedAt" IS NOT NULL`;
  return differences.parse(
    await tx.$queryRaw`
      SELECT concat_ws(' ', 'subscriptions begun in', "began", 'ended in', "ended", "planId") AS "what", 'keeps ' || sum("count") || ' more than there are' AS "detail"
      FROM (SELECT "began", "ended", "planId", "count" FROM "SubscriptionCohort"
            UNION ALL ${losses(Prisma.sql`"SubscriptionChange"`)}
            UNION ALL ${losses(Prisma.sql`(SELECT *, -1 AS "count" FROM "Subscription")`)}) t
      GROUP BY "began", "ended", "planId" HAVING sum("count") <> 0 ORDER BY 1 LIMIT 5`,
  );
}

async function wrongStates(tx: Tx): Promise<Difference[]> {
  return differences.parse(
    await tx.$queryRaw`
      SELECT concat_ws(' ', 'subscriptions', "planId", "status", CASE WHEN NOT "begun" THEN 'never active' END) AS "what",
             'keeps ' || sum("count") || ' more than there are' AS "detail"
      FROM (SELECT "planId", "status", "begun", "count" FROM "SubscriptionCount"
            UNION ALL SELECT "planId", "status", "activatedAt" IS NOT NULL, "count" FROM "SubscriptionChange"
            UNION ALL SELECT "planId", "status", "activatedAt" IS NOT NULL, -1 FROM "Subscription") t
      GROUP BY "planId", "status", "begun" HAVING sum("count") <> 0 ORDER BY 1 LIMIT 5`,
  );
}
