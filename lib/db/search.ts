import { Prisma } from "./generated/client.ts";

/**
 * SQL for "this customer is found by `typed`": names in any order and with or without accents, addresses, phone numbers in any way of
 * writing, the TV login in part. `alias` is the row of "Customer". The rules are functions of the database (migration find_people).
 */
export function customerFoundBy(typed: string, alias = Prisma.sql`c`): Prisma.Sql {
  return Prisma.sql`array_to_tsvector(${alias}."words") @@ search_query(${typed})`;
}

/** SQL for "the text holds all of what was typed", whatever its case and accents. For tables of a few rows. */
export function textHolds(column: Prisma.Sql, typed: string): Prisma.Sql {
  return Prisma.sql`strpos(search_fold(${column}), nullif(trim(search_fold(${typed})), '')) > 0`;
}
