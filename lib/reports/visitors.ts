import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Device, OrderStatus, Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { customerFoundBy } from "#lib/db/search.ts";
import { VISITS_KEPT_DAYS } from "#lib/events/visits.ts";
import { now } from "#lib/kernel/clock.ts";
import { COUNTED_UP_TO, type Counted, countedTo } from "#lib/kernel/counted.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { type Days, instantsOf } from "./days.ts";
import { FUNNEL_GROUPS, FUNNEL_STEPS, type FunnelBy, type FunnelStep, funnel } from "./funnel.ts";

export const ORDER_STATUSES = Object.values(OrderStatus);
export const DEVICES = Object.values(Device);

export type VisitorFilter = Pick<Days, "from" | "to"> & {
  /** Those last seen first unless told otherwise. */
  sorting?: Sorting<"seen">;
  /** What somebody who ordered is found by (`customerFoundBy`). */
  q: string;
  /** Only those who reached it. */
  step: FunnelStep | null;
  /** Only those with an order in this state. */
  order: OrderStatus | null;
} & Record<FunnelBy, string | null>; // empty: only those that have none

const row = z.object({
  id: z.uuid(),
  at: z.date(),
  reached: z.enum(FUNNEL_STEPS),
  plan: z.string().nullable(),
  source: z.string(),
  device: z.enum(Device),
  country: z.string(),
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

/** A visitor of one day: when they were last seen, how far they came, the last plan they looked at, their latest order. */
export type VisitorRow = z.output<typeof row>;

export const VISITOR_SORTS = {
  seen: { column: Prisma.sql`"at"`, holds: "instant", keyOf: (row) => row.at, first: "desc" },
} satisfies Record<string, Sort<VisitorRow>>;

/** Visitors of the webshop, those last seen first: the rows behind the funnel. */
export async function visitors(filter: VisitorFilter, timeZone: string, cursor: Cursor | null): Promise<KeysetPage<VisitorRow>> {
  const list = keyset(VISITOR_SORTS, Prisma.sql`"visitor"`, { sorting: filter.sorting, cursor });
  const found = await db.$queryRaw`
    WITH page AS (
      SELECT v.* FROM "FunnelVisit" v WHERE ${visitorWhere(filter, timeZone)} AND ${list.where} ${list.order}
    ), orders AS (
      SELECT DISTINCT ON (o."visitor") o."visitor" AS "id", jsonb_build_object(
        'number', o."number", 'status', o."status", 'currency', o."currency", 'total', o."quote"->>'total', 'customerId', c."id", 'name', c."name",
        'transactionId', (SELECT t."id" FROM "Transaction" t WHERE t."subscriptionId" = o."subscriptionId" AND t."orderId" = o."id" AND t."kind" <> 'REFUND'
                          ORDER BY t."number" DESC LIMIT 1)) AS "order"
      FROM "Order" o JOIN "Customer" c ON c."id" = o."customerId"
      WHERE o."visitor" IN (SELECT "visitor" FROM page)
      ORDER BY o."visitor", o."status" = 'PAID' DESC, o."createdAt" DESC
    )
    SELECT page."visitor" AS "id", page."at", page."step" AS "reached", page."source", page."device", page."country", p."name" AS "plan", o."order"
    FROM page LEFT JOIN "Plan" p ON p."id" = page."planId" LEFT JOIN orders o ON o."id" = page."visitor"
    ${list.order}`;
  return list.page(row.array().parse(found));
}

const total = z.array(z.object({ count: z.int() })).length(1);

/** Exactly where the funnel's sums know it, and the visitors they tell of are still known; else so far as lists are counted. */
export async function visitorCount(filter: VisitorFilter, timeZone: string): Promise<Counted> {
  const bySums = await countBySums(filter, timeZone);
  if (bySums !== null) return { count: bySums, more: false };
  const counted = Prisma.sql`SELECT FROM "FunnelVisit" v WHERE ${visitorWhere(filter, timeZone)} LIMIT ${COUNTED_UP_TO + 1}`;
  const [{ count }] = total.parse(await db.$queryRaw`SELECT count(*)::int AS "count" FROM (${counted}) counted`);
  return countedTo(COUNTED_UP_TO, count);
}

async function countBySums({ q, order, step, ...filter }: VisitorFilter, timeZone: string): Promise<number | null> {
  const today = civilDate(now(), timeZone);
  const { from } = filter;
  const grains = FUNNEL_GROUPS.filter((by) => filter[by] !== null);
  if (q || order || grains.length > 1 || !from || from < today.subtract({ days: VISITS_KEPT_DAYS }).toString()) return null;
  const [by = null] = grains;
  const { steps, groups } = await funnel({ from, to: filter.to ?? today.toString() }, by);
  const counts = by ? groups.find(({ key }) => key === filter[by])?.steps : steps;
  return counts?.find((count) => count.step === (step ?? "VISIT"))?.visitors ?? 0;
}

/** The days are those of the company when each came; by instants, which the list is sorted by, PostgreSQL finds where they begin and end, wherever the company was then. */
function visitorWhere(filter: VisitorFilter, timeZone: string): Prisma.Sql {
  const { q, step, order } = filter;
  const { from, until } = instantsOf(filter, timeZone);
  const conditions = FUNNEL_GROUPS.flatMap((by) =>
    filter[by] === null ? [] : [Prisma.sql`v.${Prisma.raw(`"${by}"`)}::text = ${filter[by]}`],
  );
  if (filter.from && from)
    conditions.push(Prisma.sql`v."day" >= ${filter.from}::date AND v."at" >= ${from}::timestamptz - interval '2 days'`);
  if (filter.to && until) conditions.push(Prisma.sql`v."day" <= ${filter.to}::date AND v."at" < ${until}::timestamptz + interval '2 days'`);
  if (step) conditions.push(Prisma.sql`v."step" >= ${step}::"FunnelStep"`);
  const buyers: Prisma.Sql[] = [];
  if (order) buyers.push(Prisma.sql`o."status" = ${order}::"OrderStatus"`);
  if (q) buyers.push(Prisma.sql`${customerFoundBy(q)}`);
  if (buyers.length > 0)
    conditions.push(Prisma.sql`v."visitor" IN (
      SELECT o."visitor" FROM "Order" o JOIN "Customer" c ON c."id" = o."customerId" WHERE ${Prisma.join(buyers, " AND ")})`);
  return conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`TRUE`;
}
