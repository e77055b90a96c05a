import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { NoticeKind, Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { containing } from "#lib/db/like.ts";
import { onDays } from "./days.ts";

/** Somebody has to look: it fits nothing, or names a cause; somebody did; or it ended what it was for by itself. */
export const NOTICE_STATES = ["open", "dealt_with", "by_itself"] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export const NOTICE_KINDS = Object.values(NoticeKind);

/** The days are those on which it was received. */
export type NoticeFilter = {
  sorting?: Sorting<"date">;
  q: string;
  state: NoticeState | null;
  kind: NoticeKind | null;
  from: string | null;
  to: string | null;
};

const row = z.object({
  id: z.string(),
  number: z.int(),
  kind: z.enum(NoticeKind),
  name: z.string(),
  email: z.string(),
  contract: z.string(),
  receivedAt: z.date(),
  state: z.enum(NOTICE_STATES),
});
export type NoticeRow = z.output<typeof row>;

const LOOK = Prisma.sql`(n."subscriptionIds" = '{}' OR n."forCause")`;
const STATE = Prisma.sql`CASE WHEN d."noticeId" IS NOT NULL THEN 'dealt_with' WHEN ${LOOK} THEN 'open' ELSE 'by_itself' END`;
const FROM = Prisma.sql`"CancellationNotice" n LEFT JOIN "NoticeDealtWith" d ON d."noticeId" = n."id"`;

/** How many wait for somebody. */
export const OPEN_NOTICES_SQL = Prisma.sql`SELECT count(*)::int FROM ${FROM} WHERE d."noticeId" IS NULL AND ${LOOK}`;

export const NOTICE_SORTS = {
  date: { column: Prisma.sql`n."receivedAt"`, holds: "instant", keyOf: (row) => row.receivedAt, first: "desc" },
} satisfies Record<string, Sort<NoticeRow>>;

/** Notices of cancellation and withdrawal, the newest first. */
export async function notices(filter: NoticeFilter, timeZone: string, cursor: Cursor | null): Promise<KeysetPage<NoticeRow>> {
  const list = keyset(NOTICE_SORTS, Prisma.sql`n."id"`, { sorting: filter.sorting, cursor });
  const { q, state, kind } = filter;
  const conditions = [list.where, ...onDays(Prisma.sql`n."receivedAt"`, filter, timeZone)];
  if (q) conditions.push(Prisma.sql`(n."email" ILIKE ${containing(q)} OR n."name" ILIKE ${containing(q)} OR n."number"::text = ${q})`);
  if (state) conditions.push(Prisma.sql`${STATE} = ${state}`);
  if (kind) conditions.push(Prisma.sql`n."kind" = ${kind}::"NoticeKind"`);
  const found = await db.$queryRaw`
    SELECT n."id", n."number", n."kind"::text AS "kind", n."name", n."email", n."contract", n."receivedAt", ${STATE} AS "state"
    FROM ${FROM} WHERE ${Prisma.join(conditions, " AND ")} ${list.order}`;
  return list.page(row.array().parse(found));
}

/** One with all that it said, what it ended, and who dealt with it; null where there is none. */
export async function noticeDetails(id: string) {
  const notice = await db.cancellationNotice.findUnique({ where: { id } });
  if (!notice) return null;
  const [dealt, subscriptions, customer] = await Promise.all([
    db.noticeDealtWith.findUnique({ where: { noticeId: id } }),
    db.subscription.findMany({
      where: { id: { in: notice.subscriptionIds } },
      select: { id: true, number: true, plan: { select: { name: true } } },
      orderBy: { number: "asc" },
    }),
    db.customer.findUnique({ where: { email: notice.email }, select: { id: true, name: true } }),
  ]);
  const state: NoticeState = dealt ? "dealt_with" : notice.forCause || notice.subscriptionIds.length === 0 ? "open" : "by_itself";
  return { ...notice, dealt, subscriptions, customer, state };
}
export type NoticeDetails = NonNullable<Awaited<ReturnType<typeof noticeDetails>>>;
