import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { customerFoundBy } from "#lib/db/search.ts";

/** The people meant by `text`, of very many only some, newest first. `more`: rows are to be looked for among the latest of all too. */
export type People = { text: string; ids: string[]; more: boolean };

/** A table's rows, told apart by `row`, the name that `from` gives them; `only` is what they have to satisfy besides. */
export type Rows = { from: Prisma.Sql; row: Prisma.Sql; only?: Prisma.Sql };

/** A condition that an index serves, or a column that is one of some ids; what has the higher `rank` comes first, whatever is newer. */
export type RankedWay = { rank: number } & ({ where: Prisma.Sql } | { column: Prisma.Sql; ids: string[] });

const SHOWN = 5;
const OF_PEOPLE = 1;
/** So many of the latest rows are looked through; of viewers, that as many are meant says that the text index would bring thousands. */
const [LATEST, COMMON] = [1_000, 10];
/** So many people are put in order; the rows are asked for of so many. */
const [PUT_IN_ORDER, ASKED_EACH] = [1_000, 100];

/** Asked for once for all kinds of rows: among the latest viewers, and where those do not show that very many are meant, of the text index. */
export async function peopleMeant(text: string): Promise<People> {
  const lately = await idsOf(
    Prisma.sql`SELECT c."id" FROM ${newest(Prisma.sql`"Customer" c`, Prisma.sql`c`)} WHERE ${customerFoundBy(text)}`,
  );
  if (lately.length >= COMMON) return { text, ids: lately.slice(0, ASKED_EACH), more: true };
  // A limit at their table would let PostgreSQL read the whole of it in the hope of an early end; materialized, its text index is asked.
  const ids = await idsOf(Prisma.sql`
    WITH meant AS MATERIALIZED (SELECT c."id", c."createdAt" FROM "Customer" c WHERE ${customerFoundBy(text)})
    SELECT "id" FROM (SELECT * FROM meant LIMIT ${PUT_IN_ORDER}) m ORDER BY "createdAt" DESC`);
  return { text, ids: ids.slice(0, ASKED_EACH), more: ids.length > ASKED_EACH };
}

async function idsOf(people: Prisma.Sql): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string }[]>`${people}`;
  return found.map(({ id }) => id);
}

function newest(from: Prisma.Sql, row: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT ${row}.* FROM ${from} ORDER BY ${row}."createdAt" DESC, ${row}."id" DESC LIMIT ${LATEST}) ${row}`;
}

/**
 * SQL for `id`, `rank` and `at` of the latest five rows that are found in one of `ways`, or are of `people`, whom `customer` names; null when nothing
 * can be. Each way and each person is asked by itself, for no more than five: from the index that has a person's rows by time, whose they may be very many.
 * Of more people than are asked for each the rows are looked for among the latest of all, too.
 */
export function latestFound(rows: Rows, ways: RankedWay[], people: People, customer: Prisma.Sql): Prisma.Sql | null {
  const all = [...ways, { rank: OF_PEOPLE, column: customer, ids: people.ids }];
  const found = all.flatMap((way) => ("where" in way ? latest(rows, way.rank, way.where) : way.ids.length > 0 ? ofEach(rows, way) : []));
  if (people.more) found.push(ofAny(rows, people, customer));
  if (found.length === 0) return null;
  return Prisma.sql`
    SELECT "id", max("rank") AS "rank", max("at") AS "at" FROM (${Prisma.join(found, " UNION ALL ")}) each
    GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1 DESC LIMIT ${SHOWN}`;
}

function latest({ from, row, only = Prisma.sql`TRUE` }: Rows, rank: number, where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    (SELECT ${row}."id", ${row}."createdAt" AS "at", ${rank}::int AS "rank" FROM ${from} WHERE ${where} AND ${only}
     ORDER BY ${row}."createdAt" DESC, ${row}."id" DESC LIMIT ${SHOWN})`;
}

function ofEach(rows: Rows, { rank, column, ids }: { rank: number; column: Prisma.Sql; ids: string[] }): Prisma.Sql {
  return Prisma.sql`
    (SELECT l."id", l."at", l."rank" FROM unnest(${ids}::uuid[]) AS one("id"),
     LATERAL ${latest(rows, rank, Prisma.sql`${column} = one."id"`)} l ORDER BY l."at" DESC LIMIT ${SHOWN})`;
}

/** Looked up for each row: what PostgreSQL thinks of beginnings of words is far from how many have them. */
function ofAny({ from, row, only }: Rows, { text }: People, customer: Prisma.Sql): Prisma.Sql {
  const meant = customerFoundBy(text, Prisma.sql`person`);
  const isMeant = Prisma.sql`EXISTS (SELECT 1 FROM "Customer" person WHERE person."id" = ${customer} AND ${meant} OFFSET 0)`;
  return latest({ from: newest(from, row), row, only }, OF_PEOPLE, isMeant);
}
