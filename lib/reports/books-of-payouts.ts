import type { Check } from "./books.ts";

/** What gateways have sent to the bank, and what they hold. */
export const PAYOUT_CHECKS: Check[] = [
  {
    name: "every payout is in the ledger",
    sql: `SELECT 'payout ' || p."reference" AS "what", 'is ' || p."status" || ' of ' || p."total" || ', at the bank ' || coalesce(e."amount", 0) AS "detail"
          FROM "Payout" p LEFT JOIN LATERAL (SELECT sum(e."amount") AS "amount" FROM "LedgerEntry" e JOIN "LedgerJournal" j ON j."id" = e."journalId"
            WHERE j."key" IN ('payout:' || p."id", 'payout-failed:' || p."id") AND e."account" = 'bank' AND e."currency" = p."currency") e ON true
          WHERE coalesce(e."amount", 0) <> (CASE p."status" WHEN 'PAID' THEN p."total" ELSE 0 END)`,
  },
  {
    name: "every payout is the sum of its lines",
    sql: `SELECT 'payout ' || p."reference" AS "what", 'comes to ' || p."total" || ', its lines to ' || coalesce(l."net", 0) AS "detail"
          FROM "Payout" p LEFT JOIN LATERAL (SELECT sum(l."net") AS "net" FROM "PayoutLine" l WHERE l."payoutId" = p."id") l ON true
          WHERE p."linesReadAt" IS NOT NULL AND coalesce(l."net", 0) <> p."total" AND NOT EXISTS (SELECT FROM "GatewayDifference" d
            WHERE d."gateway" = p."gateway" AND d."kind" = 'PAYOUT_SUM' AND d."subject" = p."reference" AND d."decision" IN ('EXPLAINED', 'NOT_OURS'))`,
  },
  {
    name: "what gateways hold is what was paid, less what was given back, kept and paid out",
    sql: `SELECT coalesce(h."account", l."account") || ' ' || coalesce(h."currency", l."currency") AS "what",
            'should be ' || coalesce(h."amount", 0) || ', in the ledger ' || coalesce(l."amount", 0) AS "detail"
          FROM (SELECT 'cash:' || "gateway" AS "account", "currency", sum("amount") AS "amount" FROM (
              SELECT "gateway", "currency", "amount" - coalesce("fee", 0) AS "amount" FROM "Transaction" WHERE "kind" = 'CHARGE' AND "status" = 'SUCCEEDED'
              UNION ALL SELECT "gateway", "currency", -"amount" FROM "Transaction" WHERE "kind" = 'REFUND' AND "status" = 'SUCCEEDED' AND "returnedAt" IS NULL
              UNION ALL SELECT "gateway", "currency", -"taken" - "fee" FROM "Dispute"
              UNION ALL SELECT "gateway", "currency", -"total" FROM "Payout" WHERE "status" = 'PAID'
              UNION ALL SELECT l."gateway", p."currency", l."net" - CASE WHEN l."exchangedCurrency" IS NULL THEN l."booked" ELSE 0 END
                FROM "PayoutLine" l JOIN "Payout" p ON p."id" = l."payoutId"
              UNION ALL SELECT "gateway", "exchangedCurrency", -"booked" FROM "PayoutLine" WHERE "exchangedCurrency" IS NOT NULL
            ) moved GROUP BY 1, 2) h
          FULL JOIN (SELECT "account", "currency", sum("amount") AS "amount" FROM "LedgerEntry" WHERE "account" LIKE 'cash:%' GROUP BY 1, 2) l
            ON l."account" = h."account" AND l."currency" = h."currency"
          WHERE coalesce(h."account", l."account") NOT IN ('cash:balance', 'cash:forgiven') AND coalesce(h."amount", 0) <> coalesce(l."amount", 0)`,
  },
];
