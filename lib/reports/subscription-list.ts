import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { countArrived, countFound } from "#lib/db/count.ts";
import { Interval, Prisma, SubscriptionStatus } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { waysToCustomers, waysToNumber } from "#lib/db/search.ts";
import { ALL_ROWS, type Found, isFound, type Way } from "#lib/db/ways.ts";
import type { Counted } from "#lib/kernel/counted.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import { nextStep } from "#lib/subscriptions/next-step.ts";
import { onDays } from "./days.ts";
import { activeAt } from "./subscriptions.ts";

export type SubscriptionFilter = {
  /** Newest first unless told otherwise. */
  sorting?: Sorting<"created">;
  /** A number, or what its customer is found by (`customerFoundBy`). */
  q: string;
  status: SubscriptionStatus[];
  planId: string | null;
  currency: string | null;
  /** Which instant `from` and `to` are about. Activated: only those that ever were. Ended: only those that had been active. */
  date: "created" | "activated" | "ended" | "renews";
  from: string | null;
  to: string | null;
  /** Only those that were active when this civil day ended. */
  activeOn: string | null;
  /** Only those that never were active: orders that were not paid. */
  unbegun: boolean;
  /** Only those that end with their period. */
  canceling: boolean;
  /** Only what had been made by then. */
  madeBy?: Date;
};

const known = z.object({
  id: z.string(),
  number: z.int(),
  status: z.enum(SubscriptionStatus),
  customerId: z.string(),
  name: z.string(),
  email: z.string(),
  plan: z.string(),
  currency: z.string(),
  amount: z.bigint(),
  interval: z.enum(Interval),
  intervalCount: z.int(),
  createdAt: z.date(),
  currentPeriodEnd: z.date().nullable(),
  renewsAt: z.date().nullable(),
  graceUntil: z.date().nullable(),
  endedAt: z.date().nullable(),
  cancelAtPeriodEnd: z.boolean(),
});
const row = known.transform((found) => ({ ...found, next: nextStep(found) }));
export type SubscriptionRow = z.output<typeof row>;

export const SUBSCRIPTION_SORTS = {
  created: { column: Prisma.sql`s."createdAt"`, holds: "instant", keyOf: (row) => row.createdAt, first: "desc" },
} satisfies Record<string, Sort<SubscriptionRow>>;

/** Subscriptions, the newest first. */
export async function subscriptionList(
  filter: SubscriptionFilter,
  timeZone: string,
  cursor: Cursor | null,
  size?: number,
): Promise<KeysetPage<SubscriptionRow>> {
  const list = keyset(SUBSCRIPTION_SORTS, Prisma.sql`s."id"`, { sorting: filter.sorting, cursor, size });
  const { where, ...found } = await foundSubscriptions(filter, timeZone);
  const rows = await db.$queryRaw`
    SELECT s."id", s."number", s."status"::text AS "status", s."customerId", c."name", c."email", p."name" AS "plan", s."currency", s."amount",
           s."interval"::text AS "interval", s."intervalCount", s."createdAt", s."currentPeriodEnd", s."renewsAt", s."graceUntil", s."endedAt", s."cancelAtPeriodEnd"
    FROM "Subscription" s
    JOIN "Customer" c ON c."id" = s."customerId" JOIN "Plan" p ON p."id" = s."planId"
    WHERE ${isFound({ ...found, where: Prisma.sql`${where} AND ${list.where}` }, list.order)}
    ${list.order}`;
  return list.page(row.array().parse(rows));
}

export async function subscriptionCount(filter: SubscriptionFilter, timeZone: string): Promise<Counted> {
  return countFound(await foundSubscriptions(filter, timeZone));
}

/** How many have arrived since the list was read from there (`newest`). */
export async function arrivedSubscriptions(filter: SubscriptionFilter, timeZone: string, before: Cursor): Promise<Counted> {
  const { where } = keyset(SUBSCRIPTION_SORTS, Prisma.sql`s."id"`, { sorting: filter.sorting, cursor: before });
  return countArrived(await foundSubscriptions(filter, timeZone), where);
}

async function foundSubscriptions(filter: SubscriptionFilter, timeZone: string): Promise<Found> {
  const ways = filter.q ? await waysToSubscriptions(filter.q) : ALL_ROWS;
  return { from: Prisma.sql`"Subscription" s`, id: Prisma.sql`s."id"`, ways, where: where(filter, timeZone) };
}

async function waysToSubscriptions(q: string): Promise<Way[]> {
  return [...waysToNumber(q, Prisma.sql`s."number"`), ...(await waysToCustomers(q, Prisma.sql`s."customerId"`))];
}

const DATES = {
  created: Prisma.sql`s."createdAt"`,
  activated: Prisma.sql`s."activatedAt"`,
  ended: Prisma.sql`s."endedAt"`,
  renews: Prisma.sql`s."renewsAt"`,
};

function where(
  { status, planId, currency, date, from, to, activeOn, unbegun, canceling, madeBy }: SubscriptionFilter,
  timeZone: string,
): Prisma.Sql {
  const endOf = (day: string) => startOfDay(Temporal.PlainDate.from(day).add({ days: 1 }), timeZone);
  const conditions = onDays(DATES[date], { from, to }, timeZone);
  // Nothing begins or ends before it was created: so the list, which is by that, begins where it has something to show.
  const bound = activeOn ?? (date === "activated" || date === "ended" ? to : null);
  if (bound) conditions.push(Prisma.sql`s."createdAt" < ${endOf(bound)}`);
  if (date === "activated") conditions.push(Prisma.sql`s."activatedAt" IS NOT NULL`);
  if (date === "ended") conditions.push(Prisma.sql`s."activatedAt" IS NOT NULL AND s."endedAt" IS NOT NULL`);
  if (madeBy) conditions.push(Prisma.sql`s."createdAt" <= ${madeBy}`);
  if (unbegun) conditions.push(Prisma.sql`s."activatedAt" IS NULL`);
  if (activeOn) conditions.push(activeAt(endOf(activeOn)));
  if (status.length > 0) conditions.push(Prisma.sql`s."status" = ANY(${status}::"SubscriptionStatus"[])`);
  if (planId) conditions.push(Prisma.sql`s."planId" = ${planId}::uuid`);
  if (currency) conditions.push(Prisma.sql`s."currency" = ${currency}`);
  if (canceling) conditions.push(Prisma.sql`s."cancelAtPeriodEnd" AND s."endedAt" IS NULL`);
  return conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`TRUE`;
}
