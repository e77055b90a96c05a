import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { containing } from "#lib/db/like.ts";
import { spelled } from "#lib/db/spelled.ts";
import { CHARGED_BACK } from "#lib/payments/state.ts";
import { onDays } from "./days.ts";

/** Not paid yet (or never), waits for its day, was sent, is redeemed, or its money went back, or is asked back by the giver's bank. */
export const GIFT_STATES = ["unpaid", "waiting", "sent", "redeemed", "refunded"] as const;
export type GiftState = (typeof GIFT_STATES)[number];

/** The days are those on which receivers are written to. */
export type GiftFilter = { sorting?: Sorting<"date">; q: string; state: GiftState | null; from: string | null; to: string | null };

const row = z.object({
  id: z.string(),
  giver: z.string(),
  giverId: z.string(),
  giverEmail: z.string(),
  toName: z.string(),
  toEmail: z.string(),
  plan: z.string(),
  deliverAt: z.date(),
  state: z.enum(GIFT_STATES),
});
export type GiftRow = z.output<typeof row>;

const STATE = Prisma.sql`
  CASE WHEN g."redeemedAt" IS NOT NULL THEN 'redeemed' WHEN g."paidAt" IS NULL THEN 'unpaid'
       WHEN NOT EXISTS (
         SELECT FROM "Transaction" t WHERE t."orderId" = g."orderId" AND t."kind" = 'CHARGE' AND t."status" = 'SUCCEEDED' AND NOT t."surplus" AND t."refunded" < t."amount")
         OR NOT EXISTS (SELECT FROM "Invoice" i WHERE i."orderId" = g."orderId" AND i."kind" = 'INVOICE' AND i."status" = 'PAID')
         OR EXISTS (
           SELECT FROM "Dispute" d JOIN "Transaction" t ON t."id" = d."transactionId"
           WHERE t."orderId" = g."orderId" AND d."status" IN ${spelled(CHARGED_BACK)}) THEN 'refunded'
       WHEN g."deliveredAt" IS NOT NULL THEN 'sent' ELSE 'waiting' END`;

const COLUMNS = Prisma.sql`
  g."id", c."name" AS "giver", c."id" AS "giverId", c."email" AS "giverEmail", g."toName", g."toEmail", p."name" AS "plan", g."deliverAt", ${STATE} AS "state"`;
const FROM = Prisma.sql`
  "Gift" g JOIN "Order" o ON o."id" = g."orderId" JOIN "Customer" c ON c."id" = o."customerId" JOIN "Plan" p ON p."id" = o."planId"`;

export const GIFT_SORTS = {
  date: { column: Prisma.sql`g."deliverAt"`, holds: "instant", keyOf: (row) => row.deliverAt, first: "desc" },
} satisfies Record<string, Sort<GiftRow>>;

/** Gifts that viewers ordered, by the day on which their receivers are written to. */
export async function gifts(filter: GiftFilter, timeZone: string, cursor: Cursor | null): Promise<KeysetPage<GiftRow>> {
  const list = keyset(GIFT_SORTS, Prisma.sql`g."id"`, { sorting: filter.sorting, cursor });
  const { q, state } = filter;
  const conditions = [list.where, ...onDays(Prisma.sql`g."deliverAt"`, filter, timeZone)];
  if (q)
    conditions.push(
      Prisma.sql`(g."toEmail" ILIKE ${containing(q)} OR g."toName" ILIKE ${containing(q)} OR c."email" ILIKE ${containing(q)} OR c."name" ILIKE ${containing(q)})`,
    );
  if (state) conditions.push(Prisma.sql`${STATE} = ${state}`);
  const found = await db.$queryRaw`SELECT ${COLUMNS} FROM ${FROM} WHERE ${Prisma.join(conditions, " AND ")} ${list.order}`;
  return list.page(row.array().parse(found));
}

const details = row.extend({
  message: z.string(),
  paidAt: z.date().nullable(),
  deliveredAt: z.date().nullable(),
  redeemedAt: z.date().nullable(),
  transactionId: z.string().nullable(),
  subscriptionId: z.string(),
});
export type GiftDetails = z.output<typeof details>;

/** One with its words and what became of it; null where there is none. */
export async function giftDetails(id: string): Promise<GiftDetails | null> {
  const found = await db.$queryRaw`
    SELECT ${COLUMNS}, g."message", g."paidAt", g."deliveredAt", g."redeemedAt", o."subscriptionId",
      (SELECT t."id" FROM "Transaction" t WHERE t."orderId" = o."id" AND t."kind" = 'CHARGE' ORDER BY t."number" DESC LIMIT 1) AS "transactionId"
    FROM ${FROM} WHERE g."id" = ${id}::uuid`;
  return details.array().parse(found)[0] ?? null;
}
