import { z } from "zod";
import { Prisma } from "#lib/db/generated/client.ts";
import { snapshot, type Tx } from "#lib/db/transaction.ts";
import { civilDayOf, extentIn } from "./rollups/civil-days.ts";
import { SUBSCRIPTIONS } from "./rollups/cursor.ts";

type Difference = { what: string; detail: string };

const differences = z.array(z.object({ what: z.string(), detail: z.string() }));

/** Where the sums of subscriptions that are kept, with what they have not counted yet, are not what the subscriptions come to: each day, each month and each state; a few of them. */
export function subscriptionDifferences(timeZone: string): Promise<Difference[]> {
  return snapshot(async (tx) => {
    const cursor = await tx.rollupCursor.findUnique({ where: { name: SUBSCRIPTIONS } });
    return [...(await wrongMoves(tx, cursor?.timeZone ?? timeZone)), ...(await wrongStates(tx))];
  });
}

async function wrongMoves(tx: Tx, timeZone: string): Promise<Difference[]> {
  const extent = extentIn(
    await tx.$queryRaw`
      SELECT least(min("activatedAt"), min("endedAt")) AS "first", greatest(max("activatedAt"), max("endedAt")) AS "last"
      FROM (SELECT "activatedAt", "endedAt" FROM "Subscription" UNION ALL SELECT "activatedAt", "endedAt" FROM "SubscriptionChange") s`,
  );
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
