import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { countFound } from "#lib/db/count.ts";
import { Prisma, type RollupGrain } from "#lib/db/generated/client.ts";
import { type Found, foundIds } from "#lib/db/ways.ts";
import { COUNTED_UP_TO } from "#lib/kernel/counted.ts";
import { instantsOf } from "./days.ts";
import type { Span } from "./period.ts";
import { RETURNED } from "./rollups/contributions.ts";
import { ALL_TIME, NOTHING, piecesOf } from "./rollups/pieces.ts";
import { sumsOfTransactions } from "./rollups/read.ts";
import type { TransactionFilter } from "./transaction-filter.ts";
import { foundTransactions } from "./transaction-ways.ts";

const sums = z.object({ currency: z.string(), count: z.int(), charged: z.bigint(), refunded: z.bigint(), unmoved: z.bigint() });

/** By currency: how many rows, what succeeded of them, and what the others (declined, canceled, waiting) would have moved. */
export type TransactionSums = z.output<typeof sums>;

/**
 * Exact, where the sums that are kept tell apart what is asked for, or where it is few rows; null where it is more than `COUNTED_UP_TO`,
 * which would have to be added up anew for each reader.
 */
export async function transactionSums(filter: TransactionFilter, timeZone: string): Promise<TransactionSums[] | null> {
  const found = isKept(filter) ? null : await foundTransactions(filter, timeZone);
  if (found && (await countFound(found)).more) return null;
  const rows = await db.$queryRaw`
    SELECT t."currency", sum(t."count")::int AS "count",
           coalesce(sum(t."amount") FILTER (WHERE t."kind" = 'CHARGE' AND t."state" = 'SUCCEEDED'), 0)::bigint AS "charged",
           coalesce(sum(t."amount") FILTER (WHERE t."kind" = 'REFUND' AND t."state" = 'SUCCEEDED'), 0)::bigint AS "refunded",
           coalesce(sum(t."amount") FILTER (WHERE t."state" NOT IN ('SUCCEEDED', ${RETURNED})), 0)::bigint AS "unmoved"
    FROM (${found ? counted(found) : kept(filter, timeZone)}) t
    GROUP BY 1 HAVING sum(t."count") > 0 ORDER BY 2 DESC, 1`;
  return sums.array().parse(rows);
}

/** Whether all that is asked for is told apart by the sums that are kept. */
function isKept({ q, customerId, subscriptionId, trouble, hour, min, max, date, status }: TransactionFilter): boolean {
  const settled = date === "created" || (status.length === 1 && status[0] === "SUCCEEDED");
  return settled && !q && !customerId && !subscriptionId && !trouble && !hour && min === null && max === null;
}

function kept(filter: TransactionFilter, timeZone: string): Prisma.Sql {
  const { status, kind, gateway, currency, country, planId } = filter;
  const { from, until } = instantsOf(filter, timeZone);
  const span: Span = { start: from ?? ALL_TIME.start, end: until ?? ALL_TIME.end };
  const spans = [span.start < span.end ? piecesOf(span, timeZone, { months: true }) : NOTHING];
  const basis = filter.date === "settled" ? "SETTLED" : "CREATED";
  const conditions = [
    ...(status.length > 0 ? [Prisma.sql`"state" = ANY (${statesOf(status)})`] : []),
    ...(kind.length > 0 ? [Prisma.sql`"kind" = ANY (${kind}::"TransactionKind"[])`] : []),
    ...(gateway ? [Prisma.sql`"gateway" = ${gateway}`] : []),
    ...(currency ? [Prisma.sql`"currency" = ${currency}`] : []),
    ...(country ? [Prisma.sql`"country" = ${country === "none" ? "" : country}`] : []),
    ...(planId ? [Prisma.sql`"planId" = ${planId.toLowerCase()}`] : []),
  ];
  return Prisma.sql`
    SELECT * FROM (${sumsOfTransactions({ basis, grains: [grainFor(filter)], spans, timeZone })}) t
    WHERE ${conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`TRUE`}`;
}

/** The one with the fewest rows that tells apart what is asked for. */
function grainFor({ gateway, country, planId }: TransactionFilter): RollupGrain {
  if ([gateway, country, planId].filter(Boolean).length > 1) return "CELL";
  return country ? "COUNTRY" : planId ? "PLAN" : "GATEWAY";
}

function statesOf(status: string[]): string[] {
  return status.includes("SUCCEEDED") ? [...status, RETURNED] : status;
}

function counted(found: Found): Prisma.Sql {
  return Prisma.sql`
    SELECT t."currency", t."kind", CASE WHEN t."returnedAt" IS NULL THEN t."status"::text ELSE ${RETURNED} END AS "state", 1 AS "count", t."amount"
    FROM "Transaction" t WHERE t."id" IN (${foundIds(found, COUNTED_UP_TO)})`;
}
