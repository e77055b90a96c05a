import { z } from "zod";
import { TAX_TREATMENTS } from "#lib/catalog/tax.ts";
import { db } from "#lib/db/client.ts";
import { countArrived, countFound } from "#lib/db/count.ts";
import { InvoiceKind, InvoiceStatus, Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { startingWith } from "#lib/db/like.ts";
import { waysToCustomers } from "#lib/db/search.ts";
import { ALL_ROWS, type Found, foundIds, isFound, type Way } from "#lib/db/ways.ts";
import { lineKind } from "#lib/invoices/line-kinds.ts";
import { COUNTED_UP_TO, type Counted } from "#lib/kernel/counted.ts";
import { onDays } from "./days.ts";

export type InvoiceFilter = {
  /** Newest first unless told otherwise; by total it takes a currency. */
  sorting?: Sorting<"date" | "total">;
  /** A number or its beginning, or what its customer is found by (`customerFoundBy`). */
  q: string;
  status: InvoiceStatus[];
  kind: InvoiceKind | null;
  currency: string | null;
  customerId: string | null;
  subscriptionId: string | null;
  /** The days it was made on. */
  from: string | null;
  to: string | null;
  /** Those that have no number: checkouts that were not paid. */
  drafts: boolean;
  /** Only what had been made by then. */
  madeBy?: Date;
};

const row = z.object({
  id: z.string(),
  kind: z.enum(InvoiceKind),
  status: z.enum(InvoiceStatus),
  number: z.string().nullable(),
  currency: z.string(),
  total: z.bigint(),
  credited: z.bigint(),
  createdAt: z.date(),
  issuedAt: z.date().nullable(),
  paidAt: z.date().nullable(),
  name: z.string(),
  email: z.string(),
  description: z.string().nullable(),
});
export type InvoiceRow = z.output<typeof row>;

/** What a credit note gives back counts as negative, as it is shown. Totals compare within one currency only. */
export const INVOICE_SORTS = {
  date: { column: Prisma.sql`i."createdAt"`, holds: "instant", keyOf: (row) => row.createdAt, first: "desc" },
  total: {
    column: Prisma.sql`(CASE WHEN i."kind" = 'CREDIT_NOTE' THEN -i."total" ELSE i."total" END)`,
    holds: "amount",
    keyOf: (row) => (row.kind === "CREDIT_NOTE" ? -row.total : row.total),
    first: "desc",
  },
} satisfies Record<string, Sort<InvoiceRow>>;

/** Invoices and credit notes, newest first. */
export async function invoices(
  filter: InvoiceFilter,
  timeZone: string,
  cursor: Cursor | null,
  size?: number,
): Promise<KeysetPage<InvoiceRow>> {
  const list = keyset(INVOICE_SORTS, Prisma.sql`i."id"`, { sorting: filter.sorting, cursor, size });
  const { where, ...found } = await foundInvoices(filter, timeZone);
  const rows = await db.$queryRaw`
    SELECT i."id", i."kind"::text AS "kind", i."status"::text AS "status", i."number", i."currency", i."total", i."credited", i."createdAt",
           i."issuedAt", i."paidAt", coalesce(nullif(i."buyer"->>'company', ''), i."buyer"->>'name') AS "name", i."buyer"->>'email' AS "email",
           (SELECT l."description" FROM "InvoiceLine" l WHERE l."invoiceId" = i."id" ORDER BY l."position" LIMIT 1) AS "description"
    FROM "Invoice" i
    WHERE ${isFound({ ...found, where: Prisma.sql`${where} AND ${list.where}` }, list.order)}
    ${list.order}`;
  return list.page(row.array().parse(rows));
}

/** How many have arrived since the list was read from there (`newest`). */
export async function arrivedInvoices(filter: InvoiceFilter, timeZone: string, before: Cursor): Promise<Counted> {
  const { where } = keyset(INVOICE_SORTS, Prisma.sql`i."id"`, { sorting: filter.sorting, cursor: before });
  return countArrived(await foundInvoices(filter, timeZone), where);
}

const sums = z.object({ currency: z.string(), count: z.int(), billed: z.bigint(), credited: z.bigint(), open: z.bigint() });
export type InvoiceSums = z.output<typeof sums>;

/**
 * By currency: how many documents, what was billed and not withdrawn, what credit notes gave back, what is still open. Null where it is more
 * than `COUNTED_UP_TO`, which would have to be added up anew for each reader.
 */
export async function invoiceSums(filter: InvoiceFilter, timeZone: string): Promise<InvoiceSums[] | null> {
  const found = await foundInvoices(filter, timeZone);
  if ((await countFound(found)).more) return null;
  const rows = await db.$queryRaw`
    SELECT i."currency", count(*)::int AS "count",
           coalesce(sum(i."total") FILTER (WHERE i."kind" = 'INVOICE' AND i."status" <> 'VOID'), 0)::bigint AS "billed",
           coalesce(sum(i."total") FILTER (WHERE i."kind" = 'CREDIT_NOTE'), 0)::bigint AS "credited",
           coalesce(sum(i."total" - i."paid") FILTER (WHERE i."status" = 'OPEN'), 0)::bigint AS "open"
    FROM "Invoice" i WHERE i."id" IN (${foundIds(found, COUNTED_UP_TO)})
    GROUP BY 1 ORDER BY 2 DESC, 1`;
  return sums.array().parse(rows);
}

async function foundInvoices(filter: InvoiceFilter, timeZone: string): Promise<Found> {
  const ways = filter.q ? await waysToInvoices(filter.q) : ALL_ROWS;
  return { from: Prisma.sql`"Invoice" i`, id: Prisma.sql`i."id"`, ways, where: invoiceWhere(filter, timeZone) };
}

async function waysToInvoices(q: string): Promise<Way[]> {
  return [{ all: numbered(q.toUpperCase()) }, ...(await waysToCustomers(q, Prisma.sql`i."customerId"`))];
}

/**
 * SQL for "its number begins so". Of a year that is over that is very many, far down the list: none was made later than the last of them
 * was issued, which the numbers of each series tell (of a whole one, as numbers of seven digits stand before those of six); a day more, for clocks that differ.
 */
function numbered(beginning: string): Prisma.Sql {
  const like = startingWith(beginning);
  return Prisma.sql`i."number" LIKE ${like} AND i."createdAt" < interval '1 day' + greatest(
    (SELECT n."issuedAt" FROM "Invoice" n WHERE n."number" LIKE ${like} ORDER BY n."number" DESC LIMIT 1),
    (SELECT max((SELECT n."issuedAt" FROM "Invoice" n WHERE n."series" = s."series" ORDER BY n."sequence" DESC LIMIT 1))
     FROM "InvoiceSeries" s WHERE s."series" LIKE ${like} OR starts_with(${beginning}, s."series" || '-')))`;
}

function invoiceWhere(filter: InvoiceFilter, timeZone: string): Prisma.Sql {
  const { status, kind, currency, customerId, subscriptionId, drafts, madeBy } = filter;
  const conditions = [
    drafts ? Prisma.sql`i."number" IS NULL` : Prisma.sql`i."number" IS NOT NULL`,
    ...onDays(Prisma.sql`i."createdAt"`, filter, timeZone),
  ];
  if (madeBy) conditions.push(Prisma.sql`i."createdAt" <= ${madeBy}`);
  if (status.length > 0) conditions.push(Prisma.sql`i."status" = ANY(${status}::"InvoiceStatus"[])`);
  if (kind) conditions.push(Prisma.sql`i."kind" = ${kind}::"InvoiceKind"`);
  if (currency) conditions.push(Prisma.sql`i."currency" = ${currency}`);
  if (customerId) conditions.push(Prisma.sql`i."customerId" = ${customerId}::uuid`);
  if (subscriptionId) conditions.push(Prisma.sql`i."subscriptionId" = ${subscriptionId}::uuid`);
  return Prisma.join(conditions, " AND ");
}

const treatment = z.enum(TAX_TREATMENTS);

/** An invoice with its lines, credit notes and transactions; null when there is none. */
export async function invoiceDetails(id: string) {
  const found = await db.invoice.findUnique({
    where: { id },
    include: {
      lines: { orderBy: { position: "asc" } },
      customer: { select: { id: true, number: true } },
      subscription: { select: { id: true, number: true, status: true, graceUntil: true } },
      hold: true,
      order: { select: { number: true } },
      creditOf: { select: { id: true, number: true } },
      credits: { orderBy: { createdAt: "asc" }, select: { id: true, number: true, total: true, createdAt: true } },
      transactions: {
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: {
          id: true,
          number: true,
          kind: true,
          status: true,
          amount: true,
          refunded: true,
          createdAt: true,
          failureCode: true,
          failureReason: true,
        },
      },
    },
  });
  if (!found) return null;
  const lines = found.lines.map((line) => ({ ...line, kind: lineKind.parse(line.kind) }));
  return { ...found, lines, taxTreatment: treatment.parse(found.taxTreatment) };
}
export type InvoiceDetails = NonNullable<Awaited<ReturnType<typeof invoiceDetails>>>;
