import { domainToASCII } from "node:url";
import { db } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import type { Way } from "./ways.ts";

/** The number that was typed, as "12" or "#12"; -1, which no row has, where it is none. */
export function numberIn(typed: string): number {
  return /^#?\d{1,9}$/.test(typed) ? Number(typed.replace("#", "")) : -1;
}

/**
 * SQL for "this customer is found by `typed`": names in any order and with or without accents, addresses, phone numbers in any way of
 * writing, the TV login in part. `alias` is the row of "Customer". The rules are functions of the database (migration found_as_said);
 * only how the DNS writes a domain of other letters, which is how addresses are kept, PostgreSQL does not know. "#12" is a number, and nobody's name.
 */
export function customerFoundBy(typed: string, alias = Prisma.sql`c`): Prisma.Sql {
  if (/^#\d+$/.test(typed)) return Prisma.sql`FALSE`;
  const written = typed.replace(/[^\s<>()[\]{}"‹›«»“”„,;:@]+/gu, asDomain);
  const query = written === typed ? Prisma.sql`search_query(${typed})` : Prisma.sql`(search_query(${typed}) || search_query(${written}))`;
  return Prisma.sql`array_to_tsvector(${alias}."words") @@ ${query}`;
}

/** So many people are told by their ids; more of them by the search itself. */
const TOLD_BY_ID = 1_000;

/**
 * The ways to rows of the customers that are found by `typed`, where `column` names the customer: none, if it is nobody. Few people are
 * named, so that PostgreSQL knows how few, and asks for the rows of each; of very many, whatever the list begins with is soon one.
 */
export async function waysToCustomers(typed: string, column: Prisma.Sql): Promise<Way[]> {
  const meant = Prisma.sql`SELECT c."id" FROM "Customer" c WHERE ${customerFoundBy(typed)}`;
  // A limit at their table would let PostgreSQL read the whole of it in the hope of an early end; materialized, its text index is asked.
  const found = await db.$queryRaw<{ id: string }[]>`WITH meant AS MATERIALIZED (${meant}) SELECT "id" FROM meant LIMIT ${TOLD_BY_ID + 1}`;
  if (found.length === 0) return [];
  const named = Prisma.sql`${column} = ANY(${found.map(({ id }) => id)}::uuid[])`;
  return [found.length > TOLD_BY_ID ? { all: Prisma.sql`${column} IN (${meant})`, some: named } : { all: named }];
}

/** The way to the row with the number that was typed, if it is one. */
export function waysToNumber(typed: string, column: Prisma.Sql): Way[] {
  const number = numberIn(typed);
  return number === -1 ? [] : [{ all: Prisma.sql`${column} = ${number}` }];
}

/** What could be a domain with other letters, as the DNS writes it; anything else as it is. */
function asDomain(text: string): string {
  return /\P{ASCII}/u.test(text) && text.includes(".") ? domainToASCII(text) || text : text;
}

/** SQL for "the text holds all of what was typed", whatever its case and accents. For tables of a few rows. */
export function textHolds(column: Prisma.Sql, typed: string): Prisma.Sql {
  return Prisma.sql`strpos(search_fold(${column}), nullif(trim(search_fold(${typed})), '')) > 0`;
}
