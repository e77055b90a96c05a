import { z } from "zod";
import { isEuMember, STANDARD_VAT_RATES, vatTerritory } from "#lib/catalog/eu-vat-rates.ts";
import { replica } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";

type Company = Settings["company"];
export type Quarter = { year: number; quarter: number };

const row = z.object({
  country: z.string(),
  ratePpm: z.int(),
  currency: z.string(),
  /** Of a credit note over an invoice of an earlier quarter: that quarter, `2026-Q4`. Null for what was sold, and credited, in this one. */
  corrects: z.string().nullable(),
  net: z.bigint(),
  tax: z.bigint(),
});
/** What was sold to consumers of a member state at a rate, in minor units; what was given back is taken off, or negative as a correction. */
export type OssRow = z.output<typeof row>;

/** The quarter's sales that the return of the One Stop Shop (Union scheme) asks for: issued invoices and credit notes with the VAT of another member state. */
export async function ossReport({ year, quarter }: Quarter, company: Company): Promise<OssRow[]> {
  const from = Temporal.PlainDate.from({ year, month: quarter * 3 - 2, day: 1 });
  const begin = startOfDay(from, company.timeZone);
  const rows = await replica.$queryRaw`
    SELECT l."taxCountry" AS "country", l."taxRatePpm" AS "ratePpm", i."currency",
           CASE WHEN o."issuedAt" < ${begin} THEN to_char(o."issuedAt" AT TIME ZONE ${company.timeZone}, 'YYYY"-Q"Q') END AS "corrects",
           sum(CASE i."kind" WHEN 'CREDIT_NOTE' THEN -l."net" ELSE l."net" END)::bigint AS "net",
           sum(CASE i."kind" WHEN 'CREDIT_NOTE' THEN -l."tax" ELSE l."tax" END)::bigint AS "tax"
    FROM "Invoice" i JOIN "InvoiceLine" l ON l."invoiceId" = i."id" LEFT JOIN "Invoice" o ON o."id" = i."creditOfId"
    WHERE i."issuedAt" >= ${begin} AND i."issuedAt" < ${startOfDay(from.add({ months: 3 }), company.timeZone)}
      AND i."number" IS NOT NULL AND i."status" <> 'VOID' AND l."taxRatePpm" > 0 AND l."taxCountry" IN (${others(company, from)})
    GROUP BY 1, 2, 3, 4 HAVING sum(l."net") <> 0 ORDER BY 4 NULLS FIRST, 1, 2, 3`;
  return row.array().parse(rows);
}

/** Where the threshold of Article 59c lies, in euro cents: sales of such services to consumers of other member states, this year or the last. */
export const OSS_THRESHOLD = 1_000_000n;

const total = z.object({ year: z.int(), net: z.bigint(), other: z.int() });
/** The net sales in euros towards the threshold, and how many documents in other currencies are not in it. */
export type OssYear = z.output<typeof total>;

/** This calendar year and the last, whichever VAT was charged. */
export async function ossProgress(today: Temporal.PlainDate, company: Company): Promise<OssYear[]> {
  const first = today.with({ month: 1, day: 1 });
  const [before, begin, end] = [first.subtract({ years: 1 }), first, first.add({ years: 1 })].map((day) =>
    startOfDay(day, company.timeZone),
  );
  const rows = await replica.$queryRaw`
    SELECT CASE WHEN i."issuedAt" < ${begin} THEN ${first.year - 1}::int ELSE ${first.year}::int END AS "year",
           coalesce(sum(CASE i."kind" WHEN 'CREDIT_NOTE' THEN -i."subtotal" ELSE i."subtotal" END) FILTER (WHERE i."currency" = 'EUR'), 0)::bigint AS "net",
           (count(*) FILTER (WHERE i."currency" <> 'EUR'))::int AS "other"
    FROM "Invoice" i
    WHERE i."issuedAt" >= ${before} AND i."issuedAt" < ${end} AND i."number" IS NOT NULL AND i."status" <> 'VOID'
      AND i."taxTreatment" = 'standard' AND i."buyer"->>'country' IN (${others(company, today)})
    GROUP BY 1`;
  const found = total.array().parse(rows);
  return [first.year, first.year - 1].map((year) => found.find((known) => known.year === year) ?? { year, net: 0n, other: 0 });
}

/** Whether a seller has to do with it at all. */
export function isUnionSeller({ country, vatRegistered }: Company, today: Temporal.PlainDate): boolean {
  return vatRegistered && isEuMember(country, today.toString());
}

function others({ country }: Company, on: Temporal.PlainDate): Prisma.Sql {
  const home = vatTerritory(country);
  const members = Object.keys(STANDARD_VAT_RATES).filter((code) => code !== home && isEuMember(code, on.toString()));
  return Prisma.join(members);
}
