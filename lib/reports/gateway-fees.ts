import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";

const MONTHS = 6;

const fees = z.object({ month: z.string(), currency: z.string(), payments: z.bigint(), others: z.bigint() });
/** In minor units. `payments`: for single payments; `others`: for all else. */
export type GatewayFees = z.output<typeof fees>;

/**
 * What a gateway took for itself in this civil month and the five before, by when it took it, the newest first; months without are left out. Together as the account `fees` of the ledger has it:
 * told with payments and disputes, and what payouts say beyond that. A payout is paid after what it is made of, and begun up to a month before: those begun earlier are not looked at.
 */
export async function gatewayFees(gateway: string, at: Date, timeZone: string): Promise<GatewayFees[]> {
  const first = civilDate(at, timeZone)
    .with({ day: 1 })
    .subtract({ months: MONTHS - 1 });
  const since = startOfDay(first, timeZone);
  const begun = startOfDay(first.subtract({ months: 2 }), timeZone);
  const rows = await db.$queryRaw`
    SELECT to_char(f."at" AT TIME ZONE ${timeZone}, 'YYYY-MM') AS "month", f."currency",
      coalesce(sum(f."fee") FILTER (WHERE f."ofPayment"), 0)::bigint AS "payments", coalesce(sum(f."fee") FILTER (WHERE NOT f."ofPayment"), 0)::bigint AS "others"
    FROM (
      SELECT "settledAt" AS "at", "currency", "fee", true AS "ofPayment" FROM "Transaction"
      WHERE "settledAt" >= ${since} AND "gateway" = ${gateway} AND "kind" = 'CHARGE' AND "status" = 'SUCCEEDED'
      UNION ALL
      SELECT "openedAt", "currency", "fee", false FROM "Dispute" WHERE "gateway" = ${gateway} AND "openedAt" >= ${since}
      UNION ALL
      SELECT l."at", p."currency",
        CASE WHEN l."kind" = 'FEE' THEN -l."net" WHEN l."kind" = 'REFUND' THEN l."fee"
          WHEN l."exchangedCurrency" IS NULL THEN l."fee" - (t."amount" - l."booked") WHEN t."amount" = l."booked" THEN l."fee" ELSE 0 END,
        l."kind" = 'PAYMENT'
      FROM "Payout" p JOIN "PayoutLine" l ON l."payoutId" = p."id" LEFT JOIN "Transaction" t ON t."id" = l."transactionId"
      WHERE p."gateway" = ${gateway} AND p."at" >= ${begun} AND l."at" >= ${since}
        AND (l."kind" = 'FEE' OR l."kind" IN ('PAYMENT', 'REFUND') AND l."transactionId" IS NOT NULL AND l."booked" <> l."net")
    ) f WHERE f."fee" <> 0 GROUP BY 1, 2 ORDER BY 1 DESC, 2`;
  return fees.array().parse(rows);
}
