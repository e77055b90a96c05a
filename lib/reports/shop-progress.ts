import { z } from "zod";
import { ON_SALE_SQL } from "#lib/catalog/state.ts";
import { db } from "#lib/db/client.ts";

const progress = z.object({ onSale: z.boolean(), visited: z.boolean() });

/** How far a new shop has come: a plan on sale, and a visitor who may buy it. Who looked at an empty shop was its owner. */
export type ShopProgress = z.output<typeof progress>;

export async function shopProgress(): Promise<ShopProgress> {
  const rows = await db.$queryRaw`
    SELECT EXISTS (SELECT 1 FROM "Plan" WHERE "status" IN ${ON_SALE_SQL}) AS "onSale",
           EXISTS (SELECT 1 FROM "FunnelVisit") AS "visited"`;
  const [{ onSale, visited }] = progress.array().length(1).parse(rows);
  return { onSale, visited: onSale && visited };
}
