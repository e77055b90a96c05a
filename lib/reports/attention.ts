import { z } from "zod";
import { db } from "#lib/db/client.ts";

const attention = z.object({ unresolved: z.int(), pastDue: z.int(), failed: z.int(), bounced: z.int(), stuckEvents: z.int() });

/** What somebody should look at now, whatever the period. */
export type Attention = z.output<typeof attention>;

export async function needsAttention(at: Date): Promise<Attention> {
  const week = new Date(at.getTime() - 7 * 24 * 3600 * 1000);
  const rows = await db.$queryRaw`
    SELECT (SELECT count(*)::int FROM "Transaction" WHERE "status" IN ('UNKNOWN', 'NEEDS_ACTION')) AS "unresolved",
           (SELECT count(*)::int FROM "Subscription" WHERE "status" = 'PAST_DUE') AS "pastDue",
           (SELECT count(*)::int FROM "Message" WHERE "status" = 'FAILED' AND "createdAt" >= ${week}) AS "failed",
           (SELECT count(*)::int FROM "Message" WHERE "status" = 'BOUNCED' AND "createdAt" >= ${week}) AS "bounced",
           (SELECT count(*)::int FROM "InboundEvent" WHERE "handledAt" IS NULL AND "error" IS NOT NULL) AS "stuckEvents"`;
  return attention.array().length(1).parse(rows)[0];
}
