import { z } from "zod";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { INCLUDED_SQL, sellingSql } from "#lib/stores/state.ts";
import { LIVE_SQL } from "#lib/subscriptions/state.ts";

const has = z.object({
  subscription: z.int().nullable(),
  store: z.string().nullable(),
  openOrders: z.boolean(),
  customerReference: z.string().nullable(),
  balance: z.bigint(),
});

/** `subscription` is the number of the one that runs, if they have the plan; `store` the one by which they have it or an add-on, or a plan that includes it; `customerReference` how the gateway knows them, `balance` what they have with us in the currency. */
export type BuyerHas = z.output<typeof has>;

/** What a locked viewer has of what an order depends on, in one statement, for every order asks. */
export async function buyerHas(
  tx: Tx,
  customerId: string,
  { priceId, addOns = [], gateway, currency }: { priceId: string; addOns?: string[]; gateway: string; currency: string },
): Promise<BuyerHas> {
  const rows = await tx.$queryRaw`/* kept */
    SELECT (SELECT s."number" FROM "Subscription" s JOIN "Price" p ON p."planId" = s."planId"
            WHERE p."id" = ${priceId}::uuid AND s."customerId" = ${customerId}::uuid AND s."status" IN ${LIVE_SQL} LIMIT 1) AS "subscription",
           (SELECT p."store" FROM "StorePurchase" p JOIN "StoreProduct" m ON m."store" = p."store" AND m."productId" = p."productId"
            JOIN "Plan" h ON h."id" = m."planId" JOIN "Price" f ON f."id" = ANY(${[priceId, ...addOns]}::uuid[]) JOIN "Plan" w ON w."id" = f."planId" AND ${INCLUDED_SQL}
            WHERE p."customerId" = ${customerId}::uuid AND ${sellingSql(now())} LIMIT 1) AS "store",
           EXISTS (SELECT 1 FROM "Order" WHERE "customerId" = ${customerId}::uuid AND "status" = 'OPEN' AND "kind" = 'PURCHASE') AS "openOrders",
           (SELECT "customerReference" FROM "PaymentMethod" WHERE "customerId" = ${customerId}::uuid AND "gateway" = ${gateway}
              AND "customerReference" IS NOT NULL ORDER BY "createdAt" DESC LIMIT 1) AS "customerReference",
           coalesce((SELECT "amount" FROM "Balance" WHERE "customerId" = ${customerId}::uuid AND "currency" = ${currency}), 0) AS "balance"`;
  return has.array().length(1).parse(rows)[0];
}
