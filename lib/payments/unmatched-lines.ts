import { db } from "#lib/db/client.ts";
import type { Payout, PayoutLine } from "#lib/db/generated/client.ts";

const MOST = 1000;

/** Lines of a gateway that were nothing of ours when they came, and are by now; each found by its reference, so that many transactions are no slower. */
export async function unmatchedLines(gateway: string): Promise<(PayoutLine & { payout: Payout })[]> {
  const known = await db.$queryRaw<{ id: string }[]>`
    WITH open AS MATERIALIZED (
      SELECT l."id", l."kind", l."gross", l."paymentReference", l."refundReference", coalesce(l."exchangedCurrency", p."currency") AS "currency"
      FROM "PayoutLine" l JOIN "Payout" p ON p."id" = l."payoutId"
      WHERE l."gateway" = ${gateway} AND l."transactionId" IS NULL AND l."kind" IN ('PAYMENT', 'REFUND', 'DISPUTE')
    )
    SELECT o."id" FROM open o JOIN "Transaction" t ON t."gateway" = ${gateway} AND t."paymentReference" = o."paymentReference"
    WHERE t."kind" = 'CHARGE' AND t."status" = 'SUCCEEDED' AND t."currency" = o."currency"
      AND (o."kind" = 'PAYMENT' AND o."gross" > 0 OR o."kind" = 'DISPUTE' AND EXISTS (SELECT FROM "Dispute" d WHERE d."transactionId" = t."id"))
    UNION
    SELECT o."id" FROM open o JOIN "Transaction" t ON t."gateway" = ${gateway} AND t."gatewayReference" = o."refundReference"
    WHERE o."kind" = 'REFUND' AND t."kind" = 'REFUND' AND t."status" = 'SUCCEEDED' AND t."currency" = o."currency"
      AND (o."gross" <= 0 OR t."returnedAt" IS NOT NULL)
    LIMIT ${MOST}`;
  return db.payoutLine.findMany({ where: { id: { in: known.map(({ id }) => id) } }, include: { payout: true }, orderBy: { id: "asc" } });
}
