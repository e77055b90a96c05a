import { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";

/**
 * Whether the viewer has ever had this plan, also where it was changed to another: trials are given once. Whoever has the same mailbox, phone (now or when they paid, or tried to)
 * or card (where a gateway tells it by a fingerprint) is taken for the same viewer (docs/decisions/0012-terms-and-trials.md).
 */
export async function hadPlan(tx: Tx, customerId: string, planId: string): Promise<boolean> {
  const [{ had }] = await tx.$queryRaw<[{ had: boolean }]>`
    ${withSameViewers(customerId)}
    SELECT EXISTS (
      SELECT 1 FROM "Subscription" s JOIN "SubscriptionItem" i ON i."subscriptionId" = s."id"
      WHERE s."customerId" IN (SELECT "id" FROM "same") AND i."planId" = ${planId}::uuid AND s."activatedAt" IS NOT NULL
    ) AS "had"`;
  return had;
}

/** Whether the same viewer has ever paid an invoice, but for that of an order: a coupon may be for first purchases alone. */
export async function hasBought(tx: Tx, customerId: string, orderId: string | null = null): Promise<boolean> {
  const [{ has }] = await tx.$queryRaw<[{ has: boolean }]>`
    ${withSameViewers(customerId)}
    SELECT EXISTS (
      SELECT 1 FROM "Invoice" WHERE "customerId" IN (SELECT "id" FROM "same") AND "kind" = 'INVOICE' AND "paid" > 0
        AND "orderId" IS DISTINCT FROM ${orderId}::uuid
    ) AS "has"`;
  return has;
}

function withSameViewers(customerId: string): Prisma.Sql {
  return Prisma.sql`
    WITH "me" AS (SELECT "id", "phone", mailbox_of("email") AS "mailbox" FROM "Customer" WHERE "id" = ${customerId}::uuid),
    "phones" AS (SELECT "phone" FROM "me" UNION SELECT "phone" FROM "Transaction" WHERE "customerId" = ${customerId}::uuid),
    "same" AS (
      SELECT "id" FROM "me"
      UNION SELECT "Customer"."id" FROM "Customer", "me" WHERE mailbox_of("Customer"."email") = "me"."mailbox"
      UNION SELECT "id" FROM "Customer" JOIN "phones" USING ("phone")
      UNION SELECT "customerId" FROM "Transaction" JOIN "phones" USING ("phone")
      UNION SELECT "theirs"."customerId" FROM "PaymentMethod" "theirs" JOIN "PaymentMethod" "mine" USING ("gateway", "fingerprint"), "me"
        WHERE "mine"."customerId" = "me"."id"
    )`;
}
