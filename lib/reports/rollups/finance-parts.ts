import { Prisma } from "#lib/db/generated/client.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";

const FIRST_MONTH = Temporal.PlainDate.from("2000-01-01");

/** SQL for journals of which entries have the first, so that each is told once however many are read at a time; `cause` is what its key begins with. */
export function journalsOf(entries: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT e."journalId", e."invoiceId", e."at", split_part(j."key", ':', 1) AS "cause" FROM (${entries}) e JOIN "LedgerJournal" j ON j."id" = e."journalId"
    WHERE NOT EXISTS (SELECT FROM "LedgerEntry" o WHERE o."journalId" = e."journalId" AND o."id" < e."id")`;
}

const billing = (journals: Prisma.Sql) =>
  Prisma.sql`(${journals}) j JOIN "Invoice" i ON i."id" = j."invoiceId" AND j."cause" IN ('issue', 'credit')`;

/** SQL for the lines that were billed and credited: when, where and at which rate. What comes to nothing at all has no journal. */
export function taxParts(journals: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT j."at", i."currency", i."kind", coalesce(l."taxCountry", i."buyer"->>'country', '') AS "country", l."taxRatePpm" AS "ratePpm",
      i."taxTreatment" AS "treatment", l."net", l."tax"
    FROM ${billing(journals)} JOIN "InvoiceLine" l ON l."invoiceId" = i."id"`;
}

/** SQL for what was billed, and what was earned, credited and written off of it: in which month, and of which it was billed in. */
export function revenueParts(journals: Prisma.Sql, until: Temporal.PlainDate, timeZone: string): Prisma.Sql {
  const billed = monthOf(Prisma.sql`i."issuedAt"`, until, timeZone);
  return Prisma.sql`
    SELECT i."currency", ${billed} AS "month", ${billed} AS "billed", 'BILLED' AS "kind", i."subtotal" AS "amount"
    FROM ${billing(journals)} AND i."kind" = 'INVOICE'
    UNION ALL
    SELECT m."currency", m."month", ${monthOf(Prisma.sql`m."billedAt"`, until, timeZone)}, m."kind"::text, m."amount"
    FROM (${journals}) j JOIN "RevenueMovement" m ON m."journalId" = j."journalId"`;
}

/** SQL for what was posted to viewers' balances and to the money at gateways, and why. */
export function moneyParts(entries: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT e."at", e."currency", e."account", split_part(j."key", ':', 1) AS "cause", greatest(e."amount", 0) AS "debit", greatest(-e."amount", 0) AS "credit"
    FROM (${entries}) e JOIN "LedgerJournal" j ON j."id" = e."journalId" WHERE e."account" = ${BALANCE} OR e."account" LIKE 'cash:%'`;
}

/** SQL for the first of the civil month of an instant that is no later than a day. PostgreSQL compares it with the starts of months. */
function monthOf(column: Prisma.Sql, until: Temporal.PlainDate, timeZone: string): Prisma.Sql {
  const count = FIRST_MONTH.until(until, { largestUnit: "months" }).months + 1;
  const months = Array.from({ length: count }, (_, index) => FIRST_MONTH.add({ months: index }));
  const [dates, starts] = [months.map((day) => new Date(day.toString())), months.map((day) => startOfDay(day, timeZone))];
  return Prisma.sql`(${dates}::date[])[width_bucket(${column}, ${starts}::timestamptz[])]`;
}
