import { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";

export type InvoiceNumber = { series: string; sequence: number; number: string };

/** A series is a prefix and the year of issue in the account's time zone. */
export type SeriesSettings = { prefix: string; timeZone: string };

/**
 * A statement that takes the next number of the present year's series and yields `series`, `sequence` and `number`, e.g. "2026-000042".
 * The series' row stays locked until the transaction ends, so numbers follow each other without a gap and a rolled-back invoice gives its
 * number back. Take it late: whoever issues next waits for it.
 */
export function takeNumber({ prefix, timeZone }: SeriesSettings, issuedAt: Date): Prisma.Sql {
  const series = `${prefix}${civilDate(issuedAt, timeZone).year}`;
  return Prisma.sql`
    INSERT INTO "InvoiceSeries" ("series", "last") VALUES (${series}, 1)
    ON CONFLICT ("series") DO UPDATE SET "last" = "InvoiceSeries"."last" + 1
    RETURNING "series", "last" AS "sequence", ${WRITTEN} AS "number"`;
}

/** The number that the next invoice of the present year will get, as things stand; it is not taken. */
export async function peekNumber(tx: Tx, { prefix, timeZone }: SeriesSettings): Promise<string> {
  const series = `${prefix}${civilDate(now(), timeZone).year}`;
  const [{ number }] = await tx.$queryRaw<{ number: string }[]>`
    SELECT ${WRITTEN} AS "number" FROM (
      SELECT ${series} AS "series", coalesce((SELECT "last" FROM "InvoiceSeries" WHERE "series" = ${series}), 0) + 1 AS "last"
    ) AS "InvoiceSeries"`;
  return number;
}

/** Six digits, or as many as it takes. */
const WRITTEN = Prisma.sql`"InvoiceSeries"."series" || '-' || lpad("InvoiceSeries"."last"::text, greatest(6, length("InvoiceSeries"."last"::text)), '0')`;
