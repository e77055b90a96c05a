import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma, TransactionStatus } from "#lib/db/generated/client.ts";
import { COUNTED_UP_TO, type Counted, countedTo } from "#lib/kernel/counted.ts";
import { NOT_PAID_SINCE, today, waysToFailed } from "./failed-payments.ts";

const row = z.object({
  id: z.string(),
  customerId: z.string(),
  name: z.string(),
  plan: z.string().nullable(),
  currency: z.string(),
  amount: z.bigint(),
  status: z.enum(TransactionStatus),
  failureCode: z.string().nullable(),
  failureReason: z.string().nullable(),
  failedAt: z.date(),
  /** When it is tried again by itself; null: not. */
  nextTryAt: z.date().nullable(),
  /** An operator has held the tries. */
  held: z.boolean(),
  /** The viewer tried to buy, and nothing is owed. */
  buying: z.boolean(),
});
export type FailedPayment = z.output<typeof row>;

export type FailedToday = { rows: FailedPayment[]; counted: Counted };

const SHOWN = 8;

/** The payments that failed since the company's day began and were not paid since: the last of them, and how many there are. */
export async function failedToday(timeZone: string): Promise<FailedToday> {
  const failed = waysToFailed(today(timeZone)).map(
    (way) => Prisma.sql`
      (SELECT t."id", coalesce(t."settledAt", t."createdAt") AS "at" FROM "Transaction" t WHERE ${way} AND ${NOT_PAID_SINCE} ORDER BY 2 DESC LIMIT ${COUNTED_UP_TO + 1})`,
  );
  const found = await db.$queryRaw`
    WITH failed AS MATERIALIZED (${Prisma.join(failed, " UNION ALL ")}), last AS (SELECT * FROM failed ORDER BY "at" DESC, "id" DESC LIMIT ${SHOWN})
    SELECT (SELECT count(*)::int FROM failed) AS "count", t."id", t."customerId", t."name", t."planName" AS "plan", t."currency", t."amount",
           t."status"::text AS "status", t."failureCode", t."failureReason", last."at" AS "failedAt", i."nextAttemptAt" AS "nextTryAt",
           h."invoiceId" IS NOT NULL AS "held", i."number" IS NULL AS "buying"
    FROM last JOIN "Transaction" t ON t."id" = last."id" LEFT JOIN "Invoice" i ON i."id" = t."invoiceId"
    LEFT JOIN "CollectionHold" h ON h."invoiceId" = t."invoiceId" ORDER BY last."at" DESC, last."id" DESC`;
  const rows = row.extend({ count: z.int() }).array().parse(found);
  return { rows: rows.map(({ count: _, ...rest }) => rest), counted: countedTo(COUNTED_UP_TO, rows[0]?.count ?? 0) };
}
