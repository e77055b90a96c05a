import { z } from "zod";
import { db } from "#lib/db/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { storeIds } from "./registry.ts";
import { entitlingSql, INCLUDED_SQL, sellingSql } from "./state.ts";

const found = z.array(z.object({ store: z.string() }));

/** Whether anything that the viewer has bought in a store lets them watch now. */
export async function watchesByStore(customerId: string, at: Date): Promise<boolean> {
  const rows = await db.$queryRaw`
    SELECT p."store" FROM "StorePurchase" p JOIN "StoreProduct" m ON m."store" = p."store" AND m."productId" = p."productId"
    WHERE p."customerId" = ${customerId}::uuid AND ${entitlingSql(at)} LIMIT 1`;
  return found.parse(rows).length > 0;
}

/** The store by which the viewer has one of these plans already, or one that includes it; null where by none. A shop without any is not asked. */
export async function storeThatSells(tx: Tx, customerId: string, planIds: string[], at: Date): Promise<string | null> {
  if (storeIds().length === 0 || planIds.length === 0) return null;
  const rows = await tx.$queryRaw`
    SELECT p."store" FROM "StorePurchase" p JOIN "StoreProduct" m ON m."store" = p."store" AND m."productId" = p."productId"
    JOIN "Plan" h ON h."id" = m."planId" JOIN "Plan" w ON w."id" = ANY(${planIds}::uuid[]) AND ${INCLUDED_SQL}
    WHERE p."customerId" = ${customerId}::uuid AND ${sellingSql(at)} LIMIT 1`;
  return found.parse(rows)[0]?.store ?? null;
}

/** The products by which stores sell a plan. */
export function productsOf(planId: string) {
  return db.storeProduct.findMany({ where: { planId }, orderBy: [{ store: "asc" }, { productId: "asc" }] });
}
