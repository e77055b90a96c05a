import { domainToASCII } from "node:url";
import { Prisma } from "./generated/client.ts";

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

/** What could be a domain with other letters, as the DNS writes it; anything else as it is. */
function asDomain(text: string): string {
  return /\P{ASCII}/u.test(text) && text.includes(".") ? domainToASCII(text) || text : text;
}

/** SQL for "the text holds all of what was typed", whatever its case and accents. For tables of a few rows. */
export function textHolds(column: Prisma.Sql, typed: string): Prisma.Sql {
  return Prisma.sql`strpos(search_fold(${column}), nullif(trim(search_fold(${typed})), '')) > 0`;
}
