import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { storeLabel } from "#lib/stores/registry.ts";
import { type GatewayHealth, LATELY_MS, SILENT_AFTER } from "./gateway-health.ts";

const figures = z.object({
  id: z.string(),
  /** When its last notification came, within the last 30 days. */
  lastEvent: z.date().nullable(),
  unhandled: z.int(),
  /** Purchases that it was asked about more than once since its last answer. */
  unanswered: z.int(),
  readTo: z.date().nullable(),
  failures: z.int(),
  error: z.string().nullable(),
});

export type StoreHealth = z.output<typeof figures> & { label: string; state: GatewayHealth["state"] };

/** How these app stores do, as the rows say it, in words that gateways have, too. */
export async function storeHealth(ids: string[], at: Date): Promise<StoreHealth[]> {
  const since = new Date(at.getTime() - LATELY_MS);
  const rows = await db.$queryRaw`
    SELECT g."id",
      (SELECT e."receivedAt" FROM "InboundEvent" e WHERE e."source" = g."id" AND e."receivedAt" >= ${since} ORDER BY e."receivedAt" DESC LIMIT 1) AS "lastEvent",
      (SELECT count(*)::int FROM "InboundEvent" e WHERE e."source" = g."id" AND e."handledAt" IS NULL) AS "unhandled",
      (SELECT count(*)::int FROM "StorePurchase" p WHERE p."store" = g."id" AND p."attempts" > 1) AS "unanswered",
      s."readTo", coalesce(s."failures", 0) AS "failures", s."error"
    FROM unnest(${ids}::text[]) WITH ORDINALITY g("id", "place") LEFT JOIN "StoreSweep" s ON s."store" = g."id"
    ORDER BY g."place"`;
  return figures
    .array()
    .parse(rows)
    .map((row) => ({ ...row, label: storeLabel(row.id), state: stateOf(row) }));
}

function stateOf({ failures, error, unhandled, unanswered, lastEvent, readTo }: z.output<typeof figures>): StoreHealth["state"] {
  if (failures >= SILENT_AFTER) return "silent";
  if (error !== null || unhandled > 0 || unanswered > 0) return "doubtful";
  return lastEvent || readTo ? "well" : "idle";
}
