import { now } from "#lib/kernel/clock.ts";
import { db } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { columnsOf, type Row } from "./rows.ts";

type Column<Model extends Prisma.ModelName> = keyof Row<Model> & string;
type Lease<Model extends Prisma.ModelName> = {
  due: Column<Model>;
  which: Prisma.Sql;
  limit: number;
  forMs: number;
  counted?: Column<Model>;
};

/**
 * Takes rows that are due, as the column `due` says, those first that wait longest: for `forMs` no other worker takes them, and should this one die they
 * are due again then. Adds one to `counted`. Returns them as they are then.
 */
export function takeDue<Model extends Prisma.ModelName>(model: Model, lease: Lease<Model>): Promise<Row<Model>[]> {
  const { due, which, limit, forMs, counted } = lease;
  const [table, column] = [`"${model}"`, `"${due}"`].map((name) => Prisma.raw(name));
  const count = counted ? Prisma.raw(`, "${counted}" = "${counted}" + 1`) : Prisma.empty;
  const at = now();
  return db.$queryRaw`
    UPDATE ${table} SET ${column} = ${new Date(at.getTime() + forMs)} ${count}
    WHERE "id" IN (SELECT "id" FROM ${table} WHERE ${column} <= ${at} AND ${which} ORDER BY ${column} LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING ${columnsOf(model)}`;
}
