import { z } from "zod";
import type { Tx } from "#lib/db/transaction.ts";

/**
 * What of a payer's balance was sent ahead for the next period of their other subscriptions: renewals leave it alone, so that nobody who paid a plan by transfer owes it because
 * another one renewed first. It is kept until that period is billed, or will not be.
 */
export async function keptForOthers(
  tx: Tx,
  { payerId, currency, subscriptionId }: { payerId: string; currency: string; subscriptionId: string | null },
): Promise<bigint> {
  const [row] = await tx.$queryRaw<unknown[]>`
    SELECT coalesce(sum(t."amount" - t."refunded"), 0)::bigint AS "kept"
    FROM "Transaction" t JOIN "Subscription" s ON s."id" = t."subscriptionId"
    WHERE t."customerId" = ${payerId}::uuid AND t."currency" = ${currency} AND t."kind" = 'CHARGE' AND t."status" = 'SUCCEEDED'
      AND t."invoiceId" IS NULL AND NOT t."surplus"
      AND s."transferId" IS NOT NULL AND s."status" = 'ACTIVE' AND NOT s."cancelAtPeriodEnd" AND s."id" IS DISTINCT FROM ${subscriptionId}::uuid
      AND NOT EXISTS (SELECT 1 FROM "Invoice" i WHERE i."subscriptionId" = s."id" AND i."kind" = 'INVOICE' AND i."orderId" IS NULL AND i."issuedAt" >= t."createdAt")`;
  return z.object({ kept: z.bigint() }).parse(row).kept;
}
