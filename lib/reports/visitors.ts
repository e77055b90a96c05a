import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { OrderStatus, Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { customerFoundBy } from "#lib/db/search.ts";
import { type Days, instantsOf, onDays } from "./days.ts";
import { FUNNEL_STEPS, type FunnelStep } from "./funnel.ts";

export const ORDER_STATUSES = Object.values(OrderStatus);

export type VisitorFilter = Days & {
  /** Those last seen first unless told otherwise. */
  sorting?: Sorting<"seen" | "days">;
  /** What somebody who ordered is found by (`customerFoundBy`). */
  q: string;
  /** Only those who reached it. */
  step: FunnelStep | null;
  /** Only those with an order in this state. */
  order: OrderStatus | null;
};

const row = z.object({
  id: z.uuid(),
  at: z.date(),
  days: z.int(),
  reached: z.enum(FUNNEL_STEPS),
  plan: z.string().nullable(),
  order: z
    .object({
      number: z.int(),
      status: z.enum(OrderStatus),
      currency: z.string(),
      total: z.string().transform(BigInt),
      customerId: z.uuid(),
      name: z.string(),
      transactionId: z.uuid().nullable(),
    })
    .nullable(),
});

/** Of the days asked for: when they were last seen, on how many days, how far they came, the last plan they looked at, their latest order. */
export type VisitorRow = z.output<typeof row>;

/** Both are counted for the whole of the days asked for, whichever sorts. */
export const VISITOR_SORTS = {
  seen: { column: Prisma.sql`"at"`, holds: "instant", keyOf: (row) => row.at, first: "desc" },
  days: { column: Prisma.sql`"days"`, holds: "amount", keyOf: (row) => BigInt(row.days), first: "desc" },
} satisfies Record<string, Sort<VisitorRow>>;

/** Different visitors of the webshop, those last seen first: the rows behind the funnel. */
export async function visitors(filter: VisitorFilter, timeZone: string, cursor: Cursor | null): Promise<KeysetPage<VisitorRow>> {
  const list = keyset(VISITOR_SORTS, Prisma.sql`"id"`, { sorting: filter.sorting, cursor });
  const found = await db.$queryRaw`
    WITH seen AS (${seen(filter, timeZone)}), page AS (
      SELECT * FROM seen WHERE ${list.where} ${list.order}
    ), orders AS (
      SELECT DISTINCT ON (o."visitor") o."visitor", jsonb_build_object(
        'number', o."number", 'status', o."status", 'currency', o."currency", 'total', o."quote"->>'total', 'customerId', c."id", 'name', c."name",
        'transactionId', (SELECT t."id" FROM "Transaction" t WHERE t."subscriptionId" = o."subscriptionId" AND t."orderId" = o."id" AND t."kind" <> 'REFUND'
                          ORDER BY t."number" DESC LIMIT 1)) AS "order"
      FROM "Order" o JOIN "Customer" c ON c."id" = o."customerId"
      WHERE o."visitor" IN (SELECT "id" FROM page) AND ${ordered(filter, timeZone)}
      ORDER BY o."visitor", o."status" = 'PAID' DESC, o."createdAt" DESC
    )
    SELECT page."id", page."at", page."days", page."reached", p."name" AS "plan", o."order"
    FROM page LEFT JOIN "Plan" p ON p."id" = page."planId" LEFT JOIN orders o ON o."visitor" = page."id"
    ${list.order}`;
  return list.page(row.array().parse(found));
}

const total = z.object({ count: z.int() });

export async function visitorCount(filter: VisitorFilter, timeZone: string): Promise<number> {
  const rows = await db.$queryRaw`SELECT count(*)::int AS "count" FROM (${seen(filter, timeZone)}) seen`;
  return total.array().length(1).parse(rows)[0].count;
}

function seen(filter: VisitorFilter, timeZone: string): Prisma.Sql {
  const { q, step, order } = filter;
  const conditions = onDays(Prisma.sql`v."at"`, filter, timeZone);
  const buyers: Prisma.Sql[] = [];
  if (order) buyers.push(Prisma.sql`o."status" = ${order}::"OrderStatus"`);
  if (q) buyers.push(Prisma.sql`${customerFoundBy(q)}`);
  if (buyers.length > 0)
    conditions.push(Prisma.sql`v."visitor" IN (
      SELECT o."visitor" FROM "Order" o JOIN "Customer" c ON c."id" = o."customerId"
      WHERE ${Prisma.join([...buyers, ordered(filter, timeZone)], " AND ")})`);
  return Prisma.sql`
    SELECT v."visitor" AS "id", max(v."at") AS "at", count(DISTINCT v."day")::int AS "days", max(v."step")::text AS "reached",
           (array_agg(v."planId" ORDER BY v."at" DESC) FILTER (WHERE v."planId" IS NOT NULL))[1] AS "planId"
    FROM "FunnelVisit" v WHERE ${conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`TRUE`}
    GROUP BY v."visitor" ${step ? Prisma.sql`HAVING bool_or(v."step" = ${step}::"FunnelStep")` : Prisma.empty}`;
}

/** Placed or paid on these days. */
function ordered(filter: VisitorFilter, timeZone: string): Prisma.Sql {
  const { from, until } = instantsOf(filter, timeZone);
  return Prisma.sql`(${from}::timestamptz IS NULL OR coalesce(o."completedAt", o."createdAt") >= ${from})
    AND (${until}::timestamptz IS NULL OR o."createdAt" < ${until})`;
}
