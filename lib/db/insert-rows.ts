import { Prisma } from "./generated/client.ts";
import type { Tx } from "./transaction.ts";

type Inserted<Model extends Prisma.ModelName> = Extract<
  Prisma.TypeMap["model"][Model]["operations"]["createMany"]["args"]["data"],
  unknown[]
>[number] & { id: string };

/**
 * Inserts rows into one or several tables with one statement. For the paths that payments take: Prisma plans each `createMany` anew,
 * which costs more than the insert itself. Foreign keys between the rows are checked when all are there.
 */
export async function insertRows(tx: Tx, tables: { [Model in Prisma.ModelName]?: Inserted<Model>[] }): Promise<void> {
  const inserts = Object.entries(tables).flatMap(([table, rows]) => (rows.length > 0 ? [insertInto(table, rows)] : []));
  const last = inserts.pop();
  if (!last) return;
  const before = inserts.map((insert, index) => Prisma.sql`${Prisma.raw(`insert_${index}`)} AS (${insert})`);
  await tx.$executeRaw`${before.length > 0 ? Prisma.sql`WITH ${Prisma.join(before)}` : Prisma.empty} ${last}`;
}

function insertInto(table: string, rows: object[]): Prisma.Sql {
  const names = new Set(rows.flatMap((row) => Object.entries(row).flatMap(([name, value]) => (value === undefined ? [] : [name]))));
  const target = Prisma.raw(`"${table}"`);
  const columns = Prisma.raw([...names].map((name) => `"${name}"`).join(", "));
  const json = JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? value.toString() : value));
  return Prisma.sql`INSERT INTO ${target} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${target}, ${json}::jsonb)`;
}
