import { Prisma } from "./generated/client.ts";

/**
 * A list whose rows are found in any of several ways: the condition of each, which an index serves; what all of them have to satisfy
 * besides; and the rows (`FROM`) with the column that tells them apart.
 */
export type Found = { from: Prisma.Sql; id: Prisma.Sql; ways: Way[]; where: Prisma.Sql };

/** A condition; `some` leads to a part of it that is soon read, where it is very much. */
export type Way = { all: Prisma.Sql; some?: Prisma.Sql };

/** What is asked for as it is: no way leads to fewer. */
export const ALL_ROWS: Way[] = [{ all: Prisma.sql`TRUE` }];

/**
 * SQL for "this row is found", as far as a page goes that is cut by `cut` (an `ORDER BY` with a `LIMIT`, or a `LIMIT`). PostgreSQL
 * answers an `OR` between a column and another table by reading all rows; so each way is asked by itself, in the list's order, for
 * no more rows than the page has: from its own index where few are meant, from the list's where many are.
 */
export function isFound({ from, id, ways, where }: Found, cut: Prisma.Sql): Prisma.Sql {
  if (ways.length === 0) return Prisma.sql`FALSE`;
  if (ways.length === 1) return Prisma.sql`${ways[0].all} AND ${where}`;
  const each = ways.map(({ all }) => Prisma.sql`(SELECT ${id} FROM ${from} WHERE ${all} AND ${where} ${cut})`);
  return Prisma.sql`${id} IN (${Prisma.join(each, " UNION ALL ")})`;
}

/** SQL for the ids of what is found, at most so many. */
export function foundIds(found: Found, most: number): Prisma.Sql {
  const limit = Prisma.sql`LIMIT ${most}`;
  return Prisma.sql`SELECT ${found.id} FROM ${found.from} WHERE ${isFound(found, limit)} ${limit}`;
}

/** The ways to rows that are found in one of `some`, and in one of `others`. */
export function both(ways: Way[], others: Prisma.Sql[]): Way[] {
  return ways.flatMap(({ all, some }) =>
    others.map((other) => ({ all: Prisma.sql`${all} AND ${other}`, some: some && Prisma.sql`${some} AND ${other}` })),
  );
}
