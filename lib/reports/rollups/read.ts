import { Prisma, type RollupBasis, type RollupGrain } from "#lib/db/generated/client.ts";
import { NO_CASH } from "#lib/ledger/accounts.ts";
import type { Span } from "../period.ts";
import { contributions, RETURNED } from "./contributions.ts";
import { cursorOf, UNREAD_PAYMENTS } from "./cursor.ts";
import type { Pieces } from "./pieces.ts";

export type Reading = {
  basis: RollupBasis;
  grains: RollupGrain[];
  spans: Pieces[];
  timeZone: string;
  /** Where places begin: as days, and as the same instants. */
  places?: { days: Date[]; starts: Date[] };
};

/**
 * SQL for what transactions come to in `spans`: rows of the rollup, what happened since it was read on, and what is less than a day, from the transactions. A row is
 * no transaction: add up `count` and `amount`. Columns: span (its place in `spans`, from 1), place (in `places`, from 1), grain, currency, kind, state, gateway,
 * country, planId, cash, count, amount. All of it is of one instant.
 */
export function sumsOfTransactions({ basis, grains, spans, timeZone, places = { days: [], starts: [] } }: Reading): Prisma.Sql {
  const grain = Prisma.sql`unnest(${grains}::"RollupGrain"[]) g ("grain")`;
  const apart = Prisma.sql`
    CASE WHEN g."grain" IN ('CELL', 'GATEWAY') THEN t."gateway" ELSE '' END AS "gateway", CASE WHEN g."grain" IN ('CELL', 'COUNTRY') THEN t."country" ELSE '' END AS "country",
    CASE WHEN g."grain" IN ('CELL', 'PLAN') THEN t."planId" ELSE '' END AS "planId"`;
  const placeAt = Prisma.sql`width_bucket(t."at", ${places.starts}::timestamptz[]) AS "place"`;
  const of = (alias: string) => Prisma.raw(`${alias}."currency", ${alias}."kind", ${alias}."state"`);
  const unread = spans.map(
    ({ whole }, index) => Prisma.sql`
    SELECT ${index + 1}::int, ${placeAt}, g."grain", ${of("t")}, ${apart}, t."cash", t."count", t."amount"
    FROM unread t, ${grain} WHERE t."at" >= ${whole.start} AND t."at" < ${whole.end}`,
  );
  const rests = spans.flatMap(({ rest }, index) =>
    rest.start < rest.end
      ? [
          Prisma.sql`
    SELECT ${index + 1}::int, ${placeAt}, g."grain", ${of("t")}, ${apart}, t."cash", 1, t."amount"
    FROM (${rowsOf(basis, rest)}) t, ${grain}`,
        ]
      : [],
  );
  return Prisma.sql`
    WITH ${cursorOf(timeZone)}, unread AS (SELECT * FROM (${contributions(UNREAD_PAYMENTS)}) t WHERE t."basis" = ${basis}::"RollupBasis")
    SELECT p."span", width_bucket(r."day", ${places.days}::date[]) AS "place", r."grain", ${of("r")}, r."gateway", r."country", r."planId", r."cash",
           r."count", r."amount"
    FROM ${piecesSql(spans)} p ("span", "unit", "from", "until") JOIN "TransactionRollup" r ON r."unit" = p."unit" AND r."day" >= p."from" AND r."day" < p."until"
    WHERE r."basis" = ${basis}::"RollupBasis" AND r."grain" = ANY (${grains}::"RollupGrain"[]) AND EXISTS (SELECT FROM cursor)
    UNION ALL ${Prisma.join([...unread, ...rests], " UNION ALL ")}`;
}

/** The transactions themselves, as the rollup tells them apart. */
function rowsOf(basis: RollupBasis, { start, end }: Span): Prisma.Sql {
  const settled = basis === "SETTLED";
  const at = settled ? Prisma.sql`"settledAt"` : Prisma.sql`"createdAt"`;
  return Prisma.sql`
    SELECT ${at} AS "at", "currency", "kind", "gateway", coalesce("country", '') AS "country", coalesce("planId"::text, '') AS "planId",
           "gateway" <> ALL (${NO_CASH}) AS "cash", CASE WHEN "returnedAt" IS NULL THEN "status"::text ELSE ${RETURNED} END AS "state", "amount"
    FROM "Transaction" WHERE ${at} >= ${start} AND ${at} < ${end} ${settled ? Prisma.sql`AND "status" = 'SUCCEEDED'` : Prisma.empty}`;
}

/** SQL for all pieces of spans: span (its place, from 1), unit, from, until. */
export function piecesSql(spans: Pieces[]): Prisma.Sql {
  const rows = spans.flatMap(({ pieces }, index) => pieces.map((piece) => ({ ...piece, span: index + 1 })));
  const column = <Name extends "unit" | "from" | "until" | "span">(name: Name) => rows.map((row) => row[name]);
  return Prisma.sql`unnest(${column("span")}::int[], ${column("unit")}::"RollupUnit"[], ${column("from")}::date[], ${column("until")}::date[])`;
}
