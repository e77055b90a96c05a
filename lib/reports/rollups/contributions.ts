import { Prisma } from "#lib/db/generated/client.ts";
import { NO_CASH } from "#lib/ledger/accounts.ts";

/** A refund that came back has succeeded, and counts as neither. */
export const RETURNED = "RETURNED";

const stateOf = (event: Prisma.Sql) =>
  Prisma.sql`CASE WHEN ${event}."type" = 'SUCCEEDED' AND ${event}."detail" = 'refund_returned' THEN ${RETURNED} ELSE ${event}."type" END`;

/**
 * SQL for what these events of payments (`select`: rows of "DomainEvent") change in the sums of transactions: one more in the state that it took, one less in
 * the one it had, which is that of its event before: by `position`, which is given while the payment is locked. Its `txid` may be the lower one, for whoever waited for the
 * payment may have begun before the one they waited for. What tells transactions apart and their amounts never change, so it is read from their row.
 * Columns: basis, at, currency, kind, state, gateway, country, planId, cash, count (1 or -1), amount.
 */
export function contributions(select: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT b."basis"::"RollupBasis" AS "basis", b."at", t."currency", t."kind", moved."state", t."gateway", coalesce(t."country", '') AS "country",
           coalesce(t."planId"::text, '') AS "planId", t."gateway" <> ALL (${NO_CASH}) AS "cash", moved."count", moved."count" * t."amount" AS "amount"
    FROM (${select}) e
    JOIN "Transaction" t ON t."id" = e."transactionId"
    LEFT JOIN LATERAL (
      SELECT p."type", p."detail" FROM "DomainEvent" p
      WHERE p."transactionId" = e."transactionId" AND p."position" < e."position"
      ORDER BY p."position" DESC LIMIT 1
    ) p ON true
    CROSS JOIN LATERAL (VALUES (${stateOf(Prisma.raw("e"))}, 1), (${stateOf(Prisma.raw("p"))}, -1)) moved ("state", "count")
    CROSS JOIN LATERAL (VALUES ('CREATED', t."createdAt"), ('SETTLED', t."settledAt")) b ("basis", "at")
    WHERE moved."state" IS NOT NULL AND (b."basis" = 'CREATED' OR moved."state" IN ('SUCCEEDED', ${RETURNED}))`;
}
