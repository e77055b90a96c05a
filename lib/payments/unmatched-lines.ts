import { db } from "#lib/db/client.ts";
import type { Payout, PayoutLine } from "#lib/db/generated/client.ts";

/** Lines of a gateway that were nothing of ours when they came, and are by now. */
export async function unmatchedLines(gateway: string, limit: number): Promise<(PayoutLine & { payout: Payout })[]> {
  const known = await db.$queryRaw<{ id: string }[]>`
    SELECT l."id" FROM "PayoutLine" l JOIN "Payout" p ON p."id" = l."payoutId"
    WHERE l."gateway" = ${gateway} AND l."transactionId" IS NULL AND l."kind" IN ('PAYMENT', 'REFUND', 'DISPUTE') AND EXISTS (
      SELECT FROM "Transaction" t WHERE t."gateway" = l."gateway" AND t."status" = 'SUCCEEDED' AND t."currency" = coalesce(l."exchangedCurrency", p."currency")
        AND CASE l."kind"
          WHEN 'REFUND' THEN t."kind" = 'REFUND' AND t."gatewayReference" = l."refundReference" AND (l."gross" <= 0 OR t."returnedAt" IS NOT NULL)
          WHEN 'PAYMENT' THEN t."kind" = 'CHARGE' AND t."paymentReference" = l."paymentReference" AND l."gross" > 0
          ELSE t."kind" = 'CHARGE' AND t."paymentReference" = l."paymentReference" AND EXISTS (SELECT FROM "Dispute" d WHERE d."transactionId" = t."id")
        END)
    ORDER BY l."id" LIMIT ${limit}`;
  return db.payoutLine.findMany({ where: { id: { in: known.map(({ id }) => id) } }, include: { payout: true }, orderBy: { id: "asc" } });
}
