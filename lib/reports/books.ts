import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { FAILED_SQL, SETTLED_SQL } from "#lib/payments/state.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { LIVE_SQL } from "#lib/subscriptions/state.ts";
import { dashboardDifferences } from "./books-of-dashboard.ts";
import { financeDifferences } from "./books-of-finance.ts";
import { funnelDifferences } from "./books-of-funnel.ts";
import { ledgerDifferences } from "./books-of-ledger.ts";
import { mrrDifferences } from "./books-of-mrr.ts";
import { PAYOUT_CHECKS } from "./books-of-payouts.ts";
import { rollupDifferences } from "./books-of-rollups.ts";
import { subscriptionDifferences } from "./books-of-subscriptions.ts";

/** One statement that must hold for every row; `sql` lists the rows for which it does not, as "what" and "detail". */
export type Check = { name: string; sql: string };

/** No debit `t` that came back after it was paid. */
const STAYED = `NOT EXISTS (SELECT FROM "Dispute" d WHERE d."transactionId" = t."id" AND d."status" = 'RETURNED')`;

/** Ledger, invoices, transactions and dashboard must tell the same story to the minor unit. */
const CHECKS: Check[] = [
  {
    name: "every journal balances",
    sql: `SELECT 'journal ' || j."key" AS "what", e."currency" || ' is off by ' || sum(e."amount") AS "detail"
          FROM "LedgerEntry" e JOIN "LedgerJournal" j ON j."id" = e."journalId" GROUP BY j."key", e."currency" HAVING sum(e."amount") <> 0`,
  },
  {
    name: "every invoice is the sum of its lines",
    sql: `SELECT 'invoice ' || coalesce(i."number", i."id"::text) AS "what", 'lines say ' || sum(l."total") || ', the invoice ' || i."total" AS "detail"
          FROM "Invoice" i JOIN "InvoiceLine" l ON l."invoiceId" = i."id" GROUP BY i."id"
          HAVING sum(l."total") + i."toBalance" <> i."total" OR sum(l."tax") <> i."tax" OR sum(l."net") <> i."subtotal"`,
  },
  {
    name: "every series of invoice numbers is without a gap",
    sql: `SELECT 'series ' || i."series" AS "what", count(*) || ' invoices, the last number is ' || max(i."sequence") || ', the counter ' || max(s."last") AS "detail"
          FROM "Invoice" i LEFT JOIN "InvoiceSeries" s ON s."series" = i."series" WHERE i."series" IS NOT NULL GROUP BY i."series"
          HAVING count(*) <> max(i."sequence") OR max(s."last") IS DISTINCT FROM max(i."sequence") OR min(i."sequence") <> 1`,
  },
  {
    name: "every issued invoice and credit note is in the ledger",
    sql: `SELECT 'invoice ' || i."number" AS "what", 'billed ' || i."total" || ', in the ledger ' || coalesce(e."amount", 0) AS "detail"
          FROM "Invoice" i LEFT JOIN LATERAL (SELECT sum(e."amount") AS "amount" FROM "LedgerEntry" e JOIN "LedgerJournal" j ON j."id" = e."journalId"
            WHERE j."key" = (CASE i."kind" WHEN 'INVOICE' THEN 'issue:' ELSE 'credit:' END) || i."id" AND e."account" = 'receivable') e ON true
          WHERE i."number" IS NOT NULL AND coalesce(e."amount", 0) <> (CASE i."kind" WHEN 'INVOICE' THEN i."total" ELSE -i."total" END)`,
  },
  {
    name: "every movement of money is in the ledger",
    sql: `SELECT 'transaction ' || t."number" AS "what", 'moved ' || t."amount" || ', in the ledger ' || coalesce(e."amount", 0) AS "detail"
          FROM "Transaction" t LEFT JOIN LATERAL (SELECT sum(e."amount") AS "amount" FROM "LedgerEntry" e JOIN "LedgerJournal" j ON j."id" = e."journalId"
            WHERE j."key" = (CASE t."kind" WHEN 'REFUND' THEN 'refund:' ELSE 'charge:' END) || t."id" AND e."account" = (CASE WHEN t."gateway" IN ('balance', 'forgiven') THEN '' ELSE 'cash:' END || t."gateway") AND e."currency" = t."currency") e ON true
          WHERE t."kind" IN ('CHARGE', 'REFUND')
            AND coalesce(e."amount", 0) <> (CASE WHEN t."status" <> 'SUCCEEDED' THEN 0 WHEN t."kind" = 'REFUND' THEN -t."amount" ELSE t."amount" END)`,
  },
  {
    name: "every refund that came back is in the ledger",
    sql: `SELECT 'refund ' || t."number" AS "what", 'came back with ' || t."amount" || ', in the ledger ' || coalesce(e."amount", 0) AS "detail"
          FROM "Transaction" t LEFT JOIN LATERAL (SELECT -sum(e."amount") AS "amount" FROM "LedgerEntry" e JOIN "LedgerJournal" j ON j."id" = e."journalId"
            WHERE j."key" = 'refund-returned:' || t."id" AND e."account" = 'receivable') e ON true
          WHERE t."kind" = 'REFUND' AND coalesce(e."amount", 0) <> (CASE WHEN t."returnedAt" IS NULL THEN 0 ELSE t."amount" END)`,
  },
  {
    name: "every dispute is in the ledger",
    sql: `SELECT 'dispute ' || d."reference" AS "what", d."taken" || ' and a fee of ' || d."fee" || ' are gone, in the ledger ' || e."taken" || ' and ' || e."fee" AS "detail"
          FROM "Dispute" d LEFT JOIN LATERAL (SELECT coalesce(sum(e."amount") FILTER (WHERE e."account" = 'disputes'), 0) AS "taken",
              coalesce(sum(e."amount") FILTER (WHERE e."account" = 'fees'), 0) AS "fee", coalesce(-sum(e."amount") FILTER (WHERE e."account" = 'cash:' || d."gateway"), 0) AS "gone"
            FROM "LedgerEntry" e JOIN "LedgerJournal" j ON j."id" = e."journalId"
            WHERE j."transactionId" = d."transactionId" AND j."key" LIKE 'dispute:' || d."id" || ':%' AND e."currency" = d."currency") e ON true
          WHERE e."taken" <> d."taken" OR e."fee" <> d."fee" OR e."gone" <> d."taken" + d."fee"`,
  },
  {
    name: "every debit that came back is owed again in the ledger",
    sql: `SELECT 'dispute ' || d."reference" AS "what", 'came back with ' || t."amount" || ', in the ledger ' || coalesce(e."amount", 0) AS "detail"
          FROM "Dispute" d JOIN "Transaction" t ON t."id" = d."transactionId"
          LEFT JOIN LATERAL (SELECT sum(e."amount") AS "amount" FROM "LedgerEntry" e JOIN "LedgerJournal" j ON j."id" = e."journalId"
            WHERE j."key" IN ('returned:' || d."id", 'returned-reversed:' || d."id") AND e."account" = 'receivable') e ON true
          WHERE coalesce(e."amount", 0) <> (CASE d."status" WHEN 'RETURNED' THEN t."amount" ELSE 0 END)`,
  },
  {
    name: "every fee is in the ledger",
    sql: `SELECT 'transaction ' || t."number" AS "what", 'the gateway kept ' || coalesce(t."fee", 0) || ', in the ledger ' || coalesce(e."amount", 0) AS "detail"
          FROM "Transaction" t LEFT JOIN LATERAL (SELECT sum(e."amount") AS "amount" FROM "LedgerEntry" e JOIN "LedgerJournal" j ON j."id" = e."journalId"
            WHERE j."key" = 'fee:' || t."id" AND e."account" = 'fees') e ON true
          WHERE t."kind" = 'CHARGE' AND t."status" = 'SUCCEEDED' AND coalesce(t."fee", 0) <> coalesce(e."amount", 0)`,
  },
  {
    name: "what is paid of an invoice is what its payments come to",
    sql: `SELECT 'invoice ' || coalesce(i."number", i."id"::text) AS "what",
            'is ' || i."status" || ' of ' || i."total" || ', says ' || i."paid" || ' paid, its payments ' || t."paid" AS "detail"
          FROM "Invoice" i LEFT JOIN LATERAL (SELECT coalesce(sum(t."amount"), 0) AS "paid", count(*) AS "payments" FROM "Transaction" t
            WHERE t."invoiceId" = i."id" AND t."kind" IN ('CHARGE', 'SETUP') AND t."status" = 'SUCCEEDED' AND NOT t."surplus" AND ${STAYED}) t ON true
          WHERE i."kind" = 'INVOICE' AND (i."paid" <> t."paid" OR (i."status" = 'PAID') <> (i."paid" = i."total" AND t."payments" > 0))`,
  },
  {
    name: "payments have the tax of their invoice, and so has the ledger",
    sql: `SELECT 'invoice ' || i."number" AS "what", 'tax ' || i."tax" || ', its payments ' || coalesce(t."tax", 0) || ', the ledger ' || coalesce(e."amount", 0) AS "detail"
          FROM "Invoice" i LEFT JOIN LATERAL (SELECT sum(t."tax") AS "tax" FROM "Transaction" t
            WHERE t."invoiceId" = i."id" AND t."kind" = 'CHARGE' AND t."status" = 'SUCCEEDED' AND NOT t."surplus" AND ${STAYED}) t ON true
          LEFT JOIN LATERAL (SELECT -sum(e."amount") AS "amount" FROM "LedgerEntry" e JOIN "LedgerJournal" j ON j."id" = e."journalId"
            WHERE j."key" = 'issue:' || i."id" AND e."account" = 'tax') e ON true
          WHERE i."kind" = 'INVOICE' AND i."number" IS NOT NULL
            AND (coalesce(e."amount", 0) <> i."tax" OR (i."status" = 'PAID' AND i."total" > 0 AND coalesce(t."tax", 0) <> i."tax"))`,
  },
  {
    name: "what was refunded is counted on its charge",
    sql: `SELECT 'transaction ' || t."number" AS "what", 'says ' || t."refunded" || ' refunded, its refunds ' || coalesce(r."amount", 0) AS "detail"
          FROM "Transaction" t LEFT JOIN LATERAL (SELECT sum(r."amount") AS "amount" FROM "Transaction" r
            WHERE r."refundOfId" = t."id" AND r."status" NOT IN ${FAILED_SQL.sql} AND r."returnedAt" IS NULL) r ON true
          WHERE t."kind" = 'CHARGE' AND t."refunded" <> coalesce(r."amount", 0)`,
  },
  {
    name: "credit notes are counted on their invoice",
    sql: `SELECT 'invoice ' || i."number" AS "what", 'says ' || i."credited" || ' credited, its credit notes ' || coalesce(c."total", 0) AS "detail"
          FROM "Invoice" i LEFT JOIN LATERAL (SELECT sum(c."total") AS "total" FROM "Invoice" c WHERE c."creditOfId" = i."id" AND c."kind" = 'CREDIT_NOTE') c ON true
          WHERE i."kind" = 'INVOICE' AND i."credited" <> coalesce(c."total", 0)`,
  },
  {
    name: "refunds give back the tax of their credit notes",
    sql: `SELECT 'invoice ' || i."number" AS "what", 'its credit notes have ' || coalesce(c."tax", 0) || ' of tax, its refunds ' || coalesce(r."tax", 0) AS "detail"
          FROM "Invoice" i
          LEFT JOIN (SELECT "creditOfId", sum("tax") AS "tax" FROM "Invoice" WHERE "kind" = 'CREDIT_NOTE' GROUP BY 1) c ON c."creditOfId" = i."id"
          LEFT JOIN (SELECT "invoiceId", sum("amount") AS "amount", sum("tax") AS "tax" FROM "Transaction"
            WHERE "kind" = 'REFUND' AND "status" = 'SUCCEEDED' AND "returnedAt" IS NULL GROUP BY 1) r ON r."invoiceId" = i."id"
          WHERE i."kind" = 'INVOICE' AND i."credited" = coalesce(r."amount", 0) AND coalesce(c."tax", 0) <> coalesce(r."tax", 0)`,
  },
  {
    name: "what viewers owe, and are owed, is what invoices and refunds say",
    sql: `SELECT 'receivable ' || coalesce(l."currency", o."currency") AS "what", 'the ledger says ' || coalesce(l."amount", 0) || ', the invoices ' || coalesce(o."amount", 0) AS "detail"
          FROM (SELECT "currency", sum("amount") AS "amount" FROM "LedgerEntry" WHERE "account" = 'receivable' GROUP BY "currency") l
          FULL JOIN (SELECT "currency", sum("amount") AS "amount" FROM (
              SELECT "currency", "total" - "paid" AS "amount" FROM "Invoice" WHERE "kind" = 'INVOICE' AND "status" = 'OPEN' AND "number" IS NOT NULL
              UNION ALL SELECT i."currency", coalesce((SELECT sum(r."amount") FROM "Transaction" r
                WHERE r."invoiceId" = i."id" AND r."kind" = 'REFUND' AND r."status" = 'SUCCEEDED' AND r."returnedAt" IS NULL), 0) - i."credited"
                FROM "Invoice" i WHERE i."kind" = 'INVOICE' AND i."credited" > 0
              UNION ALL SELECT t."currency", coalesce(sum(r."amount") FILTER (WHERE r."status" = 'SUCCEEDED' AND r."returnedAt" IS NULL), 0) - t."amount"
                FROM "Transaction" t LEFT JOIN "Transaction" r ON r."refundOfId" = t."id" WHERE t."surplus" GROUP BY t."id"
              UNION ALL SELECT r."currency", -r."amount" FROM "Transaction" r JOIN "Transaction" t ON t."id" = r."refundOfId"
                WHERE t."invoiceId" IS NULL AND NOT t."surplus" AND r."status" NOT IN ${SETTLED_SQL.sql}
            ) owed GROUP BY "currency") o ON o."currency" = l."currency"
          WHERE coalesce(l."amount", 0) <> coalesce(o."amount", 0)`,
  },
  {
    name: "one live subscription per viewer and plan, each with its paid period",
    sql: `SELECT 'subscription ' || s."number" AS "what", 'is ' || s."status" || ' and its current period has no invoice' AS "detail"
          FROM "Subscription" s WHERE s."status" IN ${LIVE_SQL.sql}
            AND NOT EXISTS (SELECT 1 FROM "Invoice" i WHERE i."subscriptionId" = s."id" AND i."kind" = 'INVOICE' AND i."cycle" = s."cycle")`,
  },
  {
    name: "balances are what was moved, and what the ledger owes",
    sql: `SELECT 'balance ' || coalesce(b."currency", l."currency") AS "what",
            'they are ' || coalesce(b."amount", 0) || ', moved ' || coalesce(e."amount", 0) || ', the ledger owes ' || coalesce(l."amount", 0) AS "detail"
          FROM (SELECT "currency", sum("amount") AS "amount" FROM "Balance" GROUP BY 1) b
          FULL JOIN (SELECT "currency", sum("amount") AS "amount" FROM "BalanceEntry" GROUP BY 1) e ON e."currency" = b."currency"
          FULL JOIN (SELECT "currency", -sum("amount") AS "amount" FROM "LedgerEntry" WHERE "account" = 'balance' GROUP BY 1) l
            ON l."currency" = coalesce(b."currency", e."currency")
          WHERE coalesce(b."amount", 0) <> coalesce(e."amount", 0) OR coalesce(b."amount", 0) <> coalesce(l."amount", 0)`,
  },
  {
    name: "of each line no more is earned, given back and written off than was billed",
    sql: `SELECT 'invoice ' || i."number" || ', line ' || l."position" AS "what", 'billed ' || l."net" || ', no more deferred ' || m."amount" AS "detail"
          FROM (SELECT "lineId", sum("amount") AS "amount" FROM "RevenueMovement" GROUP BY 1) m
          JOIN "InvoiceLine" l ON l."id" = m."lineId" JOIN "Invoice" i ON i."id" = l."invoiceId"
          WHERE m."amount" NOT BETWEEN least(l."net", 0) AND greatest(l."net", 0)`,
  },
  {
    name: "what is deferred is what was billed and is not earned yet",
    sql: `SELECT 'deferred ' || coalesce(b."currency", l."currency") AS "what",
            'billed and not earned ' || coalesce(b."amount", 0) || ', the ledger says ' || coalesce(l."amount", 0) AS "detail"
          FROM (SELECT "currency", sum("amount") AS "amount" FROM (SELECT "currency", "subtotal" AS "amount" FROM "Invoice" WHERE "kind" = 'INVOICE' AND "number" IS NOT NULL
              UNION ALL SELECT "currency", -"amount" FROM "RevenueMovement") a GROUP BY 1) b
          FULL JOIN (SELECT "currency", -sum("amount") AS "amount" FROM "LedgerEntry" WHERE "account" = 'deferred' GROUP BY 1) l ON l."currency" = b."currency"
          WHERE coalesce(b."amount", 0) <> coalesce(l."amount", 0)`,
  },
  {
    name: "each journal takes from what is deferred what its lines say",
    sql: `SELECT 'journal ' || m."journalId" AS "what", 'its lines ' || m."amount" || ', the ledger ' || coalesce(e."amount", 0) AS "detail"
          FROM (SELECT "journalId", "currency", sum("amount") AS "amount" FROM "RevenueMovement" GROUP BY 1, 2) m
          JOIN "LedgerJournal" j ON j."id" = m."journalId"
          LEFT JOIN (SELECT "journalId", "currency", sum("amount") AS "amount" FROM "LedgerEntry" WHERE "account" = 'deferred' GROUP BY 1, 2) e
            ON e."journalId" = m."journalId" AND e."currency" = m."currency"
          WHERE j."key" NOT LIKE 'issue:%' AND m."amount" <> coalesce(e."amount", 0)`,
  },
  {
    name: "a subscription costs what its items come to",
    sql: `SELECT 'subscription ' || s."number" AS "what", 'says ' || s."amount" || ', its items ' || coalesce(i."amount", 0) AS "detail"
          FROM "Subscription" s LEFT JOIN LATERAL (SELECT sum(i."amount" * i."quantity") AS "amount" FROM "SubscriptionItem" i
            WHERE i."subscriptionId" = s."id" AND i."removedAt" IS NULL) i ON true WHERE s."amount" <> coalesce(i."amount", 0)`,
  },
];

export type CheckResult = { name: string; wrong: { what: string; detail: string }[] };

const rows = z.array(z.object({ what: z.string(), detail: z.string() }));

/** Holds the books against each other. Each result lists the first rows that do not agree; an empty list agrees. */
export async function checkBooks(): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, sql } of [...CHECKS, ...PAYOUT_CHECKS])
    results.push({ name, wrong: rows.parse(await db.$queryRawUnsafe(`${sql} ORDER BY 1 LIMIT 5`)) });
  const { timeZone } = (await getSettings()).company;
  return [
    ...results,
    { name: "the sums that are kept are what the transactions come to", wrong: await rollupDifferences(timeZone) },
    { name: "the sums of subscriptions that are kept are what there is", wrong: await subscriptionDifferences(timeZone) },
    { name: "the sums of the webshop's visitors are what they did", wrong: await funnelDifferences() },
    { name: "the sums of the ledger that are kept are what its entries come to", wrong: await ledgerDifferences() },
    { name: "the reports for finance show what documents and the ledger say", wrong: await financeDifferences(timeZone) },
    { name: "movements of MRR come to what subscriptions are worth now", wrong: await mrrDifferences(timeZone) },
    { name: "the dashboard shows what the ledger says", wrong: await dashboardDifferences(timeZone) },
  ];
}

const size = z.array(z.object({ invoices: z.int(), transactions: z.int(), journals: z.int() })).length(1);

/** How much there is to hold against each other. */
export async function booksSize(): Promise<{ invoices: number; transactions: number; journals: number }> {
  const [counted] = size.parse(
    await db.$queryRaw`
      SELECT (SELECT count(*)::int FROM "Invoice" WHERE "number" IS NOT NULL) AS "invoices",
             (SELECT count(*)::int FROM "Transaction") AS "transactions", (SELECT count(*)::int FROM "LedgerJournal") AS "journals"`,
  );
  return counted;
}
