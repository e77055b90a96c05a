import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { countArrived } from "#lib/db/count.ts";
import { Prisma, TransactionKind, TransactionStatus } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort } from "#lib/db/keyset.ts";
import { isFound } from "#lib/db/ways.ts";
import type { Counted } from "#lib/kernel/counted.ts";
import { TROUBLING, TROUBLING_SQL } from "#lib/payments/state.ts";
import type { TransactionFilter, TransactionSort } from "./transaction-filter.ts";
import { foundTransactions, SIGNED } from "./transaction-ways.ts";

const row = z.object({
  id: z.string(),
  number: z.int(),
  kind: z.enum(TransactionKind),
  status: z.enum(TransactionStatus),
  createdAt: z.date(),
  settledAt: z.date().nullable(),
  returnedAt: z.date().nullable(),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  company: z.string().nullable(),
  vatId: z.string().nullable(),
  country: z.string().nullable(),
  ipCountry: z.string().nullable(),
  planName: z.string().nullable(),
  couponCode: z.string().nullable(),
  currency: z.string(),
  amount: z.bigint(),
  tax: z.bigint(),
  fee: z.bigint().nullable(),
  refunded: z.bigint(),
  gateway: z.string(),
  gatewayReference: z.string().nullable(),
  paymentReference: z.string().nullable(),
  methodKind: z.string().nullable(),
  brand: z.string().nullable(),
  last4: z.string().nullable(),
  failureCode: z.string().nullable(),
  failureReason: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  /** When the invoice of a declined charge is charged again. */
  nextTryAt: z.date().nullable(),
  /** What befell it after it had succeeded, if it is not over or was lost. */
  trouble: z.enum(["returned", ...TROUBLING]).nullable(),
});
export type TransactionRow = z.output<typeof row>;

/** Money that went back counts as negative, as it is shown. Amounts compare within one currency only. */
export const TRANSACTION_SORTS = {
  date: { column: Prisma.sql`t."createdAt"`, holds: "instant", keyOf: (row) => row.createdAt, first: "desc" },
  amount: {
    column: SIGNED,
    holds: "amount",
    keyOf: (row) => (row.kind === "REFUND" ? -row.amount : row.amount),
    first: "desc",
  },
} satisfies Record<TransactionSort, Sort<TransactionRow>>;

/** The financial history, newest first. */
export async function transactions(
  filter: TransactionFilter,
  timeZone: string,
  cursor: Cursor | null,
  size?: number,
): Promise<KeysetPage<TransactionRow>> {
  const list = keyset(TRANSACTION_SORTS, Prisma.sql`t."id"`, { sorting: filter.sorting, cursor, size });
  const { where, ...found } = await foundTransactions(filter, timeZone);
  const rows = await db.$queryRaw`
    SELECT t."id", t."number", t."kind"::text AS "kind", t."status"::text AS "status", t."createdAt", t."settledAt", t."returnedAt", t."name", t."email", t."phone",
           t."company", t."vatId", t."country", t."ipCountry", t."planName", t."couponCode", t."currency", t."amount", t."tax", t."fee", t."refunded",
           t."gateway", t."gatewayReference", t."paymentReference", t."methodKind", t."brand", t."last4", t."failureCode", t."failureReason",
           i."number" AS "invoiceNumber",
           CASE WHEN t."kind" = 'CHARGE' AND t."status" = 'DECLINED' AND i."status" = 'OPEN' THEN i."nextAttemptAt" END AS "nextTryAt",
           CASE WHEN t."returnedAt" IS NOT NULL THEN 'returned' ELSE (SELECT d."status"::text FROM "Dispute" d
             WHERE d."transactionId" = t."id" AND d."status" IN ${TROUBLING_SQL} ORDER BY d."changedAt" DESC LIMIT 1) END AS "trouble"
    FROM "Transaction" t LEFT JOIN "Invoice" i ON i."id" = t."invoiceId"
    WHERE ${isFound({ ...found, where: Prisma.sql`${where} AND ${list.where}` }, list.order)}
    ${list.order}`;
  return list.page(row.array().parse(rows));
}

/** How many have arrived since the list was read from there (`newest`). */
export async function arrivedTransactions(filter: TransactionFilter, timeZone: string, before: Cursor): Promise<Counted> {
  const { where } = keyset(TRANSACTION_SORTS, Prisma.sql`t."id"`, { sorting: filter.sorting, cursor: before });
  return countArrived(await foundTransactions(filter, timeZone), where);
}
