import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { store, storeIds, storeLabel } from "#lib/stores/registry.ts";
import { SELLING, sellingSql } from "#lib/stores/state.ts";

const row = z.object({
  id: z.string(),
  plan: z.string(),
  store: z.string(),
  productId: z.string(),
  status: z.enum(SELLING),
  expiresAt: z.date().nullable(),
  renews: z.boolean(),
});

/** A plan that its viewer pays for in a store, and where they manage it; null while the store is not set up here. */
export type OwnStorePlan = Omit<z.output<typeof row>, "productId"> & { manageUrl: string | null };

/** What a viewer has by stores. A shop without any is not asked. */
export async function ownStorePlans(customerId: string): Promise<OwnStorePlan[]> {
  if (storeIds().length === 0) return [];
  const found = await db.$queryRaw`
    SELECT p."id", l."name" AS "plan", p."store", p."productId", p."status"::text AS "status", p."expiresAt", p."renews"
    FROM "StorePurchase" p JOIN "StoreProduct" m ON m."store" = p."store" AND m."productId" = p."productId" JOIN "Plan" l ON l."id" = m."planId"
    WHERE p."customerId" = ${customerId}::uuid AND ${sellingSql(now())} ORDER BY p."createdAt" DESC`;
  return row
    .array()
    .parse(found)
    .map(({ productId, ...plan }) => ({
      ...plan,
      store: storeLabel(plan.store),
      manageUrl: store(plan.store)?.manageUrl(productId) ?? null,
    }));
}
