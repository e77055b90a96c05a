import { z } from "zod";
import { Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort } from "#lib/db/keyset.ts";
import { snapshot } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import { type AsOf, balanceAt } from "./ledger.ts";

/** How long after its due day an invoice is unpaid, the youngest first: not yet, or so many days. */
export const AGES = ["not_due", "to_30", "to_60", "to_90", "over_90"] as const;
export type Age = (typeof AGES)[number];

const sums = z.array(z.object({ place: z.int(), count: z.int(), left: z.bigint() }));

export type AgeSum = { age: Age; count: number; left: bigint };
/** `unpaid`: all ages; `owedBack`: what viewers are owed of credit notes, overpayments and refunds under way, below zero; both are what the ledger has as `receivable`. */
export type Receivables = { ages: AgeSum[]; unpaid: bigint; owedBack: bigint; receivable: bigint };

/** What was left to pay of issued invoices at the end of a day, by how long it had been due, and how that is the ledger's. */
export function receivables(asOf: AsOf): Promise<Receivables> {
  return snapshot(async (tx) => {
    const rows = sums.parse(
      await tx.$queryRaw`
        SELECT width_bucket(u."due", ${startsOfAges(asOf)}::timestamptz[]) AS "place", count(*)::int AS "count", sum(u."left")::bigint AS "left"
        FROM (${unpaidAt(asOf)}) u WHERE u."left" <> 0 GROUP BY 1`,
    );
    const ages = AGES.map((age, index) => {
      const found = rows.find(({ place }) => place === AGES.length - 1 - index);
      return { age, count: found?.count ?? 0, left: found?.left ?? 0n };
    });
    const unpaid = ages.reduce((all, { left }) => all + left, 0n);
    const receivable = await balanceAt(tx, "receivable", asOf);
    return { ages, unpaid, owedBack: receivable - unpaid, receivable };
  });
}

const row = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string().nullable(),
  issuedAt: z.date(),
  due: z.date(),
  total: z.bigint(),
  left: z.bigint(),
});
/** `days`: civil days since it was due; none before. */
export type UnpaidRow = z.output<typeof row> & { days: number };

export const UNPAID_SORTS = {
  due: { column: Prisma.sql`u."due"`, holds: "instant", keyOf: (row) => row.due, first: "asc" },
} satisfies Record<string, Sort<UnpaidRow>>;

/** Those invoices of one age, or of all, those that are due longest first. */
export async function unpaidInvoices(asOf: AsOf, age: Age | null, cursor: Cursor | null, size?: number): Promise<KeysetPage<UnpaidRow>> {
  const list = keyset(UNPAID_SORTS, Prisma.sql`u."id"`, { cursor, size });
  const place = age && AGES.length - 1 - AGES.indexOf(age);
  const ofAge = place === null ? Prisma.sql`TRUE` : between(startsOfAges(asOf), place);
  return snapshot(async (tx) =>
    list.page(
      row
        .array()
        .parse(
          await tx.$queryRaw`
            SELECT u."id", i."number", coalesce(nullif(i."buyer"->>'company', ''), i."buyer"->>'name') AS "name", i."issuedAt", u."due", i."total", u."left"
            FROM (${unpaidAt(asOf)}) u JOIN "Invoice" i ON i."id" = u."id"
            WHERE u."left" <> 0 AND ${ofAge} AND ${list.where} ${list.order}`,
        )
        .map((found) => ({ ...found, days: Math.max(0, civilDate(found.due, asOf.timeZone).until(asOf.day).days) })),
    ),
  );
}

/** Where the ages begin, the oldest first; before the first of them all is older. */
function startsOfAges({ day, timeZone }: AsOf): Date[] {
  return [90, 60, 30, 0].map((days) => startOfDay(day.subtract({ days }), timeZone));
}

function between(starts: Date[], place: number): Prisma.Sql {
  const [from, to] = [starts[place - 1], starts[place]];
  return Prisma.join(
    [Prisma.sql`TRUE`, ...(from ? [Prisma.sql`u."due" >= ${from}`] : []), ...(to ? [Prisma.sql`u."due" < ${to}`] : [])],
    " AND ",
  );
}

const DUE = Prisma.sql`coalesce(i."dueAt", i."issuedAt")`;
const OPEN = Prisma.sql`i."kind" = 'INVOICE' AND i."status" = 'OPEN' AND i."number" IS NOT NULL`;

/**
 * SQL for the invoices that may have been unpaid at the end of a day, and what was left of them. Today these are the open ones. Of a day before, it is what is open, was paid later or was given up later, each found by
 * an index of its own, with what the ledger had of it then: all that was posted to it but refunds and payments beyond it, which are owed back.
 */
function unpaidAt({ day, timeZone, currency }: AsOf): Prisma.Sql {
  const end = startOfDay(day.add({ days: 1 }), timeZone);
  if (end > now())
    return Prisma.sql`SELECT i."id", ${DUE} AS "due", i."total" - i."paid" AS "left" FROM "Invoice" i WHERE i."currency" = ${currency} AND ${OPEN}`;
  const hourBefore = new Date(end.getTime() - 3_600_000);
  return Prisma.sql`
    SELECT i."id", ${DUE} AS "due", l."left" FROM (
      SELECT i."id" FROM "Invoice" i WHERE i."currency" = ${currency} AND ${OPEN} AND i."issuedAt" < ${end}
      UNION SELECT i."id" FROM "Invoice" i WHERE i."kind" = 'INVOICE' AND i."paidAt" >= ${end} AND i."issuedAt" < ${end} AND i."paidAt" - i."issuedAt" > interval '1 hour'
      UNION SELECT i."id" FROM "Invoice" i WHERE i."kind" = 'INVOICE' AND i."paidAt" >= ${end} AND i."issuedAt" >= ${hourBefore} AND i."issuedAt" < ${end}
      UNION SELECT e."invoiceId" FROM "LedgerEntry" e WHERE e."account" = 'written_off' AND e."invoiceId" IS NOT NULL AND e."at" >= ${end}
    ) c JOIN "Invoice" i ON i."id" = c."id" AND i."currency" = ${currency} AND i."issuedAt" < ${end}
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(e."amount"), 0)::bigint AS "left" FROM "LedgerEntry" e JOIN "LedgerJournal" j ON j."id" = e."journalId"
      LEFT JOIN "Transaction" t ON t."id" = j."transactionId"
      WHERE e."invoiceId" = i."id" AND e."account" = 'receivable' AND e."at" < ${end}
        AND split_part(j."key", ':', 1) NOT IN ('refund', 'refund-returned') AND NOT (t."surplus" IS TRUE AND j."key" LIKE 'charge:%')
    ) l`;
}
