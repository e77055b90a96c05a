import { Prisma } from "#lib/db/generated/client.ts";
import type { RankedWay } from "./find-latest.ts";

/** Numbers have six digits, or as many as it takes, of an `int`. */
const [SHORTEST, LONGEST] = [6, 9];
const SHOWN = 5;

/**
 * The ways to invoices by their number: the number in its series, its beginning, its series alone, or its end. Each is told to PostgreSQL as sequences
 * of the series there are, the highest first, as those are numbered which have been issued: the index of sequences has them, whatever the collation.
 */
export function waysToInvoiceNumbers(typed: string): RankedWay[] {
  const text = typed.replace("#", "").toUpperCase();
  const [, series = "", digits = ""] = /^(?:(.+)-)?(\d*)$/.exec(text) ?? [];
  const ofSeries = { rank: 0, where: isOneOf(Prisma.sql`starts_with(s."series", ${text.replace(/-$/, "")})`, Prisma.sql`TRUE`) };
  if (!digits || digits.length > LONGEST) return [ofSeries];
  const number = Number(digits);
  if (series) {
    const named = Prisma.sql`s."series" = ${series}`;
    return [
      ofSeries,
      { rank: 2, where: isOneOf(named, Prisma.sql`n."sequence" = ${number}`) },
      ...beginnings(digits).map((begin) => ({ rank: 0, where: isOneOf(named, begin) })),
    ];
  }
  return [
    ofSeries,
    { rank: 2, where: isOneOf(Prisma.sql`TRUE`, Prisma.sql`n."sequence" = ${number}`) },
    { rank: 0, where: endsIn(digits) },
  ];
}

function isOneOf(series: Prisma.Sql, sequences: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`i."id" = ANY(ARRAY(SELECT l."id" FROM "InvoiceSeries" s, LATERAL (
    SELECT n."id" FROM "Invoice" n WHERE n."series" = s."series" AND ${sequences} ORDER BY n."sequence" DESC LIMIT ${SHOWN}) l WHERE ${series}))`;
}

/** The sequences that begin so when they are written. */
function beginnings(digits: string): Prisma.Sql[] {
  const lengths = Array.from({ length: LONGEST - SHORTEST + 1 }, (_, more) => SHORTEST + more);
  return lengths
    .filter((length) => length >= digits.length && (length === SHORTEST || !digits.startsWith("0")))
    .map((length) => {
      const ones = 10 ** (length - digits.length);
      return Prisma.sql`n."sequence" BETWEEN ${Number(digits) * ones} AND ${(Number(digits) + 1) * ones - 1}`;
    });
}

/** Those whose sequence ends so: one in ten, a hundred, …, from the last that was given. */
function endsIn(digits: string): Prisma.Sql {
  const [end, step] = [Number(digits), 10 ** digits.length];
  const back = Prisma.sql`(s."last" - ${end}::bigint + ${step}::bigint) % ${step}::bigint + back * ${step}::bigint`;
  return Prisma.sql`i."id" = ANY(ARRAY(SELECT l."id" FROM "InvoiceSeries" s, generate_series(0, ${SHOWN - 1}::int) back, LATERAL (
    SELECT n."id" FROM "Invoice" n WHERE n."series" = s."series" AND n."sequence" = s."last" - (${back}) LIMIT 1) l))`;
}
