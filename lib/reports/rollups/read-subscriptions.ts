import { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Span } from "../period.ts";
import { SUBSCRIPTIONS } from "./cursor.ts";
import type { Pieces } from "./pieces.ts";
import { piecesSql } from "./read.ts";

/** Whether sums are kept for this time zone. Asked in the snapshot in which they are read. */
export async function areCounted(tx: Tx, timeZone: string): Promise<boolean> {
  return (await tx.rollupCursor.count({ where: { name: SUBSCRIPTIONS, timeZone } })) > 0;
}

/** SQL for what the sums have not counted yet, to be added up as these are. */
export function changesOfSubscriptions(counted: boolean): Prisma.Sql {
  return counted ? Prisma.sql`"SubscriptionChange"` : ALL;
}

const ALL = Prisma.sql`(SELECT *, 1 AS "count" FROM "Subscription")`;

/**
 * SQL for how many subscriptions of those that ever were active began and ended in `spans`: the sums that are kept, what changed since, and what is less than a day, from the subscriptions. Where nothing is
 * `counted` all of it is from these. Add up `count`. Columns: span (its place in `spans`, from 1), planId, move, count.
 */
export function movesOfSubscriptions(spans: Pieces[], counted: boolean): Prisma.Sql {
  const kept = Prisma.sql`
    SELECT p."span", r."planId", r."move"::text AS "move", r."count"
    FROM ${piecesSql(spans)} p ("span", "unit", "from", "until") JOIN "SubscriptionRollup" r ON r."unit" = p."unit" AND r."day" >= p."from" AND r."day" < p."until"
    WHERE ${counted}`;
  const parts = spans.flatMap(({ whole, rest }, index) => [
    movesIn(changesOfSubscriptions(counted), whole, index + 1),
    ...(rest.start < rest.end ? [movesIn(ALL, rest, index + 1)] : []),
  ]);
  return Prisma.join([kept, ...parts], " UNION ALL ");
}

function movesIn(source: Prisma.Sql, { start, end }: Span, span: number): Prisma.Sql {
  return Prisma.sql`
    SELECT ${span}::int, s."planId", 'BEGAN', s."count" FROM ${source} s WHERE s."activatedAt" >= ${start} AND s."activatedAt" < ${end}
    UNION ALL
    SELECT ${span}::int, s."planId", 'ENDED', s."count" FROM ${source} s WHERE s."activatedAt" IS NOT NULL AND s."endedAt" >= ${start} AND s."endedAt" < ${end}`;
}

/** SQL for how many subscriptions of each plan are in each state: add up `count`. Columns: planId, status, begun (whether they ever were active), count. */
export function statesOfSubscriptions(counted: boolean): Prisma.Sql {
  return Prisma.sql`
    SELECT "planId", "status", "begun", "count" FROM "SubscriptionCount" WHERE ${counted}
    UNION ALL SELECT "planId", "status", "activatedAt" IS NOT NULL, "count" FROM ${changesOfSubscriptions(counted)} s`;
}
