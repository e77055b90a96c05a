import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma, StorePurchaseStatus } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { containing } from "#lib/db/like.ts";
import { now } from "#lib/kernel/clock.ts";
import { storeLabel } from "#lib/stores/registry.ts";
import { entitlingSql, INCLUDED_SQL, sellingSql } from "#lib/stores/state.ts";
import { LIVE_SQL } from "#lib/subscriptions/state.ts";
import { onDays } from "./days.ts";

/** What somebody has to look at: it is nobody's, it sells nothing, or its viewer pays for the same plan here, or for one that it includes; or nothing has to be done. */
export const PURCHASE_STATES = ["unlinked", "unmapped", "twice", "fine"] as const;
export type PurchaseState = (typeof PURCHASE_STATES)[number];

/** The days are those on which we first heard of it. */
export type PurchaseFilter = {
  sorting?: Sorting<"date">;
  q: string;
  state: PurchaseState | null;
  store: string | null;
  from: string | null;
  to: string | null;
};

const row = z.object({
  id: z.string(),
  store: z.string().transform(storeLabel),
  productId: z.string(),
  status: z.enum(StorePurchaseStatus),
  expiresAt: z.date().nullable(),
  renews: z.boolean(),
  viewer: z.string().nullable(),
  plan: z.string().nullable(),
  state: z.enum(PURCHASE_STATES),
  createdAt: z.date(),
});
export type PurchaseRow = z.output<typeof row>;

const FROM = Prisma.sql`"StorePurchase" p
  LEFT JOIN "StoreProduct" m ON m."store" = p."store" AND m."productId" = p."productId"
  LEFT JOIN "Plan" h ON h."id" = m."planId" LEFT JOIN "Customer" c ON c."id" = p."customerId"`;

function stateSql(at: Date): Prisma.Sql {
  const here = Prisma.sql`EXISTS (SELECT 1 FROM "Subscription" s JOIN "Plan" w ON w."id" = s."planId"
    WHERE s."customerId" = p."customerId" AND s."status" IN ${LIVE_SQL} AND ${INCLUDED_SQL})`;
  return Prisma.sql`CASE WHEN NOT ${sellingSql(at)} THEN 'fine' WHEN p."customerId" IS NULL THEN 'unlinked' WHEN m."id" IS NULL THEN 'unmapped'
    WHEN ${here} THEN 'twice' ELSE 'fine' END`;
}

/** How many wait for somebody, by why, as a row "unlinkedPurchases", "unmappedPurchases", "paidTwice" of a greater statement. */
export function waitingPurchasesSql(at: Date): Prisma.Sql {
  return Prisma.sql`(SELECT count(*) FILTER (WHERE "state" = 'unlinked')::int AS "unlinkedPurchases",
      count(*) FILTER (WHERE "state" = 'unmapped')::int AS "unmappedPurchases", count(*) FILTER (WHERE "state" = 'twice')::int AS "paidTwice"
    FROM (SELECT ${stateSql(at)} AS "state" FROM ${FROM}) AS "each")`;
}

export const PURCHASE_SORTS = {
  date: { column: Prisma.sql`p."createdAt"`, holds: "instant", keyOf: (row) => row.createdAt, first: "desc" },
} satisfies Record<string, Sort<PurchaseRow>>;

/** What viewers have bought in stores, the newest first. */
export async function storePurchases(filter: PurchaseFilter, timeZone: string, cursor: Cursor | null): Promise<KeysetPage<PurchaseRow>> {
  const list = keyset(PURCHASE_SORTS, Prisma.sql`p."id"`, { sorting: filter.sorting, cursor });
  const { q, state, store } = filter;
  const is = stateSql(now());
  const like = containing(q);
  const conditions = [list.where, ...onDays(Prisma.sql`p."createdAt"`, filter, timeZone)];
  if (q)
    conditions.push(
      Prisma.sql`(${q} IN (p."reference", p."orderId") OR p."productId" ILIKE ${like} OR c."email" ILIKE ${like} OR c."name" ILIKE ${like})`,
    );
  if (state) conditions.push(Prisma.sql`${is} = ${state}`);
  if (store) conditions.push(Prisma.sql`p."store" = ${store}`);
  const found = await db.$queryRaw`
    SELECT p."id", p."store", p."productId", p."status"::text AS "status", p."expiresAt", p."renews", p."createdAt", c."name" AS "viewer", h."name" AS "plan",
           ${is} AS "state"
    FROM ${FROM} WHERE ${Prisma.join(conditions, " AND ")} ${list.order}`;
  return list.page(row.array().parse(found));
}

/** One with its viewer, its plan and all that befell it; null where there is none. The price is what the store collects. */
export async function storePurchaseDetails(id: string) {
  const purchase = await db.storePurchase.findUnique({
    where: { id },
    include: {
      events: { orderBy: { position: "desc" }, omit: { position: true } },
      customer: { select: { id: true, name: true, storeTester: true } },
    },
  });
  if (!purchase) return null;
  const { store, productId, ...rest } = purchase;
  const sells = { where: { store_productId: { store, productId } }, select: { plan: { select: { id: true, name: true } } } };
  const product = await db.storeProduct.findUnique(sells);
  return { ...rest, productId, store: storeLabel(store), plan: product?.plan ?? null };
}
export type PurchaseDetails = NonNullable<Awaited<ReturnType<typeof storePurchaseDetails>>>;

/** What a viewer has bought in stores, the newest first. */
export async function storePurchasesOf(customerId: string): Promise<PurchaseRow[]> {
  const found = await db.$queryRaw`
    SELECT p."id", p."store", p."productId", p."status"::text AS "status", p."expiresAt", p."renews", p."createdAt", c."name" AS "viewer", h."name" AS "plan",
           ${stateSql(now())} AS "state"
    FROM ${FROM} WHERE p."customerId" = ${customerId}::uuid ORDER BY p."createdAt" DESC, p."id" DESC`;
  return row.array().parse(found);
}

const counted = z.object({
  store: z.string().transform(storeLabel),
  watching: z.int(),
  unlinked: z.int(),
  unmapped: z.int(),
  twice: z.int(),
});
export type StoreCounts = z.output<typeof counted>;

/** How many of each store's purchases are watched now, without tests, and how many wait for somebody. None of their money is ours. */
export async function storeCounts(): Promise<StoreCounts[]> {
  const at = now();
  const is = stateSql(at);
  const rows = await db.$queryRaw`
    SELECT "store", count(*) FILTER (WHERE "watched")::int AS "watching", count(*) FILTER (WHERE "state" = 'unlinked')::int AS "unlinked",
           count(*) FILTER (WHERE "state" = 'unmapped')::int AS "unmapped", count(*) FILTER (WHERE "state" = 'twice')::int AS "twice"
    FROM (SELECT p."store", ${is} AS "state", ${entitlingSql(at)} AND p."customerId" IS NOT NULL AND m."id" IS NOT NULL AND NOT p."test" AS "watched"
          FROM ${FROM}) AS "each"
    GROUP BY "store" ORDER BY "store"`;
  return counted.array().parse(rows);
}
