import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma, TransactionStatus } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { startingWith } from "#lib/db/like.ts";
import { customerFoundBy } from "#lib/db/search.ts";
import { onDays } from "./days.ts";

/** What becomes of an unpaid invoice by itself: it is tried again, an operator has held that, or nothing more is tried. */
export const COLLECTION_STATES = ["planned", "held", "none"] as const;
export type CollectionState = (typeof COLLECTION_STATES)[number];

/** The days are those on which it was issued. */
export type CollectionFilter = {
  sorting?: Sorting<"date">;
  q: string;
  state: CollectionState | null;
  from: string | null;
  to: string | null;
};

const row = z.object({
  id: z.string(),
  number: z.string(),
  currency: z.string(),
  left: z.bigint(),
  name: z.string(),
  email: z.string(),
  issuedAt: z.date(),
  attempts: z.int(),
  nextAttemptAt: z.date().nullable(),
  held: z.boolean(),
  graceUntil: z.date().nullable(),
  lastStatus: z.enum(TransactionStatus).nullable(),
  lastAt: z.date().nullable(),
  failureCode: z.string().nullable(),
  failureReason: z.string().nullable(),
});
export type CollectionRow = z.output<typeof row>;

const STATE_SQL: Record<CollectionState, Prisma.Sql> = {
  planned: Prisma.sql`i."nextAttemptAt" IS NOT NULL`,
  held: Prisma.sql`h."invoiceId" IS NOT NULL`,
  none: Prisma.sql`i."nextAttemptAt" IS NULL AND h."invoiceId" IS NULL`,
};

export const COLLECTION_SORTS = {
  date: { column: Prisma.sql`i."issuedAt"`, holds: "instant", keyOf: (row) => row.issuedAt, first: "asc" },
} satisfies Record<string, Sort<CollectionRow>>;

/** Issued invoices that are not paid, those that wait longest first: what was tried last with its answer, and what will be tried when. */
export async function collection(filter: CollectionFilter, timeZone: string, cursor: Cursor | null): Promise<KeysetPage<CollectionRow>> {
  const list = keyset(COLLECTION_SORTS, Prisma.sql`i."id"`, { sorting: filter.sorting, cursor });
  const { q, state } = filter;
  const conditions = [list.where, ...onDays(Prisma.sql`i."issuedAt"`, filter, timeZone)];
  if (q)
    conditions.push(
      Prisma.sql`(i."number" LIKE ${startingWith(q.toUpperCase())} OR i."customerId" IN (SELECT c."id" FROM "Customer" c WHERE ${customerFoundBy(q)}))`,
    );
  if (state) conditions.push(STATE_SQL[state]);
  const found = await db.$queryRaw`
    SELECT i."id", i."number", i."currency", i."total" - i."paid" AS "left", coalesce(nullif(i."buyer"->>'company', ''), i."buyer"->>'name') AS "name",
      i."buyer"->>'email' AS "email", i."issuedAt", i."attempts", i."nextAttemptAt", h."invoiceId" IS NOT NULL AS "held", s."graceUntil",
      t."status"::text AS "lastStatus", t."createdAt" AS "lastAt", t."failureCode", t."failureReason"
    FROM "Invoice" i
    LEFT JOIN "CollectionHold" h ON h."invoiceId" = i."id"
    LEFT JOIN "Subscription" s ON s."id" = i."subscriptionId"
    LEFT JOIN LATERAL (SELECT * FROM "Transaction" t WHERE t."invoiceId" = i."id" AND t."kind" = 'CHARGE' ORDER BY t."number" DESC LIMIT 1) t ON true
    WHERE i."kind" = 'INVOICE' AND i."status" = 'OPEN' AND i."number" IS NOT NULL AND ${Prisma.join(conditions, " AND ")} ${list.order}`;
  return list.page(row.array().parse(found));
}
