import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import { gatewayIds } from "#lib/payments/registry.ts";
import { UNDECIDED_SQL } from "#lib/payments/state.ts";
import { storeIds } from "#lib/stores/registry.ts";
import { SILENT_AFTER } from "./gateway-health.ts";
import { OPEN_NOTICES_SQL } from "./notices.ts";
import { waitingPurchasesSql } from "./store-purchases.ts";
import { notMadeGood } from "./transaction-filter.ts";
import { UNKNOWN_METHODS_SQL } from "./unknown-methods.ts";

const counts = z.object({
  unresolved: z.int(),
  pastDue: z.int(),
  held: z.int(),
  failed: z.int(),
  bounced: z.int(),
  kept: z.int(),
  replacedTexts: z.int(),
  stuckEvents: z.int(),
  disputed: z.int(),
  returned: z.int(),
  contradicted: z.int(),
  notices: z.int(),
  charges: z.int(),
  differences: z.int(),
  unknownMethods: z.int(),
  silentGateways: z.int(),
  silentStores: z.int(),
  unlinkedPurchases: z.int(),
  unmappedPurchases: z.int(),
  paidTwice: z.int(),
});

/** What somebody should look at now, whatever the period. `since` is the first of the last seven civil days: messages count from then. */
export type Attention = { since: string; counts: z.output<typeof counts> };

export async function needsAttention(at: Date, timeZone: string): Promise<Attention> {
  const since = civilDate(at, timeZone).subtract({ days: 6 });
  const week = startOfDay(since, timeZone);
  const rows = await db.$queryRaw`
    SELECT (SELECT count(*)::int FROM "Transaction" WHERE "status" = 'UNKNOWN') AS "unresolved",
           (SELECT count(*)::int FROM "Subscription" WHERE "status" = 'PAST_DUE') AS "pastDue",
           (SELECT count(*)::int FROM "Message" WHERE "status" = 'HELD') AS "held",
           (SELECT count(*)::int FROM "Message" WHERE "status" = 'FAILED' AND "createdAt" >= ${week}) AS "failed",
           (SELECT count(*)::int FROM "Message" WHERE "status" = 'BOUNCED' AND "createdAt" >= ${week}) AS "bounced",
           (SELECT count(*)::int FROM "Message" WHERE "status" = 'KEPT' AND "kind" = 'EMAIL' AND "createdAt" >= ${week}) AS "kept",
           (SELECT count(*)::int FROM (${replacedTexts(week)}) AS replaced) AS "replacedTexts",
           (SELECT count(*)::int FROM "InboundEvent" WHERE "handledAt" IS NULL AND "error" IS NOT NULL) AS "stuckEvents",
           (SELECT count(DISTINCT "transactionId")::int FROM "Dispute" WHERE "status" IN ${UNDECIDED_SQL}) AS "disputed",
           (SELECT count(*)::int FROM "Transaction" t WHERE ${notMadeGood}) AS "returned",
           (SELECT count(*)::int FROM "SaleEvidence" WHERE "contradiction" AND "resolvedAt" IS NULL) AS "contradicted",
           (${OPEN_NOTICES_SQL}) AS "notices",
           (SELECT count(DISTINCT "customerId")::int FROM "ManualCharge" WHERE "decidedAt" IS NULL) AS "charges",
           (SELECT count(*)::int FROM "GatewayDifference" WHERE "decidedAt" IS NULL) AS "differences",
           (SELECT count(*)::int FROM (${UNKNOWN_METHODS_SQL}) AS unknown_method) AS "unknownMethods",
           (SELECT count(DISTINCT "gateway")::int FROM "GatewaySweep" WHERE "failures" >= ${SILENT_AFTER} AND "gateway" = ANY(${gatewayIds()})) AS "silentGateways",
           (SELECT count(*)::int FROM "StoreSweep" WHERE "failures" >= ${SILENT_AFTER} AND "store" = ANY(${storeIds()})) AS "silentStores",
           "waiting".*
    FROM ${waitingPurchasesSql(at)} AS "waiting"`;
  return { since: since.toString(), counts: counts.array().length(1).parse(rows)[0] };
}

/** Operators' texts in force in whose place what shipped was sent, because they could not be written (lib/messages/sending/queue.ts). */
function replacedTexts(since: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT own."id" FROM "TemplateVersion" own
    WHERE own."operatorId" IS NOT NULL
      AND NOT EXISTS (
        SELECT FROM "TemplateVersion" newer
        WHERE (newer."key", newer."kind", newer."locale") = (own."key", own."kind", own."locale") AND newer."version" > own."version")
      AND EXISTS (
        SELECT FROM "Message" m JOIN "TemplateVersion" shipped ON shipped."id" = m."templateVersionId"
        WHERE (shipped."key", shipped."kind", shipped."locale") = (own."key", own."kind", own."locale") AND shipped."operatorId" IS NULL
          AND m."createdAt" >= GREATEST(own."createdAt", ${since}) AND m."resendOfId" IS NULL)`;
}
