import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { PayoutLineKind, PayoutStatus, Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { onDays } from "./days.ts";

export const PAYOUT_STATUSES = Object.values(PayoutStatus);
export const PAYOUT_LINE_KINDS = Object.values(PayoutLineKind);

/** The days are those on which it was made; `q` is its reference. */
export type PayoutFilter = {
  sorting?: Sorting<"date">;
  q: string;
  status: PayoutStatus | null;
  from: string | null;
  to: string | null;
};

const payoutRow = z.object({
  id: z.uuid(),
  reference: z.string(),
  status: z.enum(PayoutStatus),
  currency: z.string(),
  total: z.bigint(),
  at: z.date(),
  arrivesAt: z.date().nullable(),
  itemised: z.boolean(),
  lineCount: z.int(),
  /** Whether its lines were read to their end. */
  read: z.boolean(),
  differences: z.int(),
});
export type PayoutRow = z.output<typeof payoutRow>;

export const PAYOUT_SORTS = {
  date: { column: Prisma.sql`"at"`, holds: "instant", keyOf: (row) => row.at, first: "desc" },
} satisfies Record<string, Sort<PayoutRow>>;

/** A gateway's payouts with the differences in them that nobody has decided, the newest first. */
export async function payouts(
  gateway: string,
  filter: PayoutFilter,
  timeZone: string,
  cursor: Cursor | null,
  size?: number,
): Promise<KeysetPage<PayoutRow>> {
  const list = keyset(PAYOUT_SORTS, Prisma.sql`"id"`, { sorting: filter.sorting, cursor, size });
  const { q, status } = filter;
  const conditions = [list.where, ...onDays(Prisma.sql`"at"`, filter, timeZone)];
  if (q) conditions.push(Prisma.sql`"reference" = ${q}`);
  if (status) conditions.push(Prisma.sql`"status" = ${status}::"PayoutStatus"`);
  const found = await db.$queryRaw`
    SELECT "id", "reference", "status"::text, "currency", "total", "at", "arrivesAt", "itemised", "lineCount", "linesReadAt" IS NOT NULL AS "read",
      (SELECT count(*)::int FROM "GatewayDifference" d WHERE d."payoutId" = "Payout"."id" AND d."decidedAt" IS NULL) AS "differences"
    FROM "Payout" WHERE "gateway" = ${gateway} AND ${Prisma.join(conditions, " AND ")} ${list.order}`;
  return list.page(payoutRow.array().parse(found));
}

/** `q` is a line's own reference, a payment's or a refund's. `unknown`: only what is nothing of ours. */
export type PayoutLineFilter = { sorting?: Sorting<"date">; q: string; kind: PayoutLineKind | null; match: "unknown" | null };

const lineRow = z.object({
  id: z.uuid(),
  reference: z.string(),
  kind: z.enum(PayoutLineKind),
  paymentReference: z.string().nullable(),
  refundReference: z.string().nullable(),
  transactionId: z.uuid().nullable(),
  transactionNumber: z.int().nullable(),
  gross: z.bigint(),
  fee: z.bigint(),
  net: z.bigint(),
  exchangedCurrency: z.string().nullable(),
  exchangedAmount: z.bigint().nullable(),
  at: z.date(),
  text: z.string().nullable(),
});
export type PayoutLineRow = z.output<typeof lineRow>;

export const PAYOUT_LINE_SORTS = {
  date: { column: Prisma.sql`l."at"`, holds: "instant", keyOf: (row) => row.at, first: "desc" },
} satisfies Record<string, Sort<PayoutLineRow>>;

/** What a payout is made of, the newest first, each with our transaction that it is, or is about. */
export async function payoutLines(
  payoutId: string,
  { q, kind, match, sorting }: PayoutLineFilter,
  cursor: Cursor | null,
  size?: number,
): Promise<KeysetPage<PayoutLineRow>> {
  const list = keyset(PAYOUT_LINE_SORTS, Prisma.sql`l."id"`, { sorting, cursor, size });
  const conditions = [list.where];
  if (q) conditions.push(Prisma.sql`${q} IN (l."reference", l."paymentReference", l."refundReference")`);
  if (kind) conditions.push(Prisma.sql`l."kind" = ${kind}::"PayoutLineKind"`);
  if (match) conditions.push(Prisma.sql`l."transactionId" IS NULL AND l."kind" NOT IN ('FEE', 'PAYOUT')`);
  const found = await db.$queryRaw`
    SELECT l."id", l."reference", l."kind"::text, l."paymentReference", l."refundReference", l."transactionId", t."number" AS "transactionNumber",
      l."gross", l."fee", l."net", l."exchangedCurrency", l."exchangedAmount", l."at", l."text"
    FROM "PayoutLine" l LEFT JOIN "Transaction" t ON t."id" = l."transactionId"
    WHERE l."payoutId" = ${payoutId}::uuid AND ${Prisma.join(conditions, " AND ")} ${list.order}`;
  return list.page(lineRow.array().parse(found));
}

/** A payout with its sums by kind and what of it differs; null where that gateway has none of this id. */
export async function payoutDetails(gateway: string, id: string) {
  const payout = await db.payout.findUnique({ where: { id, gateway } });
  if (!payout) return null;
  const [sums, differences] = await Promise.all([
    db.payoutLine.groupBy({ by: ["kind"], where: { payoutId: id }, _count: true, _sum: { gross: true, fee: true, net: true } }),
    db.gatewayDifference.count({ where: { payoutId: id, decidedAt: null } }),
  ]);
  const sumOf = (kind: PayoutLineKind) => sums.find((sum) => sum.kind === kind);
  return {
    ...payout,
    differences,
    sums: PAYOUT_LINE_KINDS.flatMap((kind) => {
      const sum = sumOf(kind);
      return sum ? [{ kind, count: sum._count, gross: sum._sum.gross ?? 0n, fee: sum._sum.fee ?? 0n, net: sum._sum.net ?? 0n }] : [];
    }),
  };
}

export type PayoutDetails = NonNullable<Awaited<ReturnType<typeof payoutDetails>>>;
