import { writeJson } from "#lib/kernel/json.ts";
import { Prisma } from "./generated/client.ts";
import type { Tx } from "./transaction.ts";

type Inserted<Model extends Prisma.ModelName> = Extract<
  Prisma.TypeMap["model"][Model]["operations"]["createMany"]["args"]["data"],
  unknown[]
>[number] & { id: string };

/** Rows to insert, by table. */
export type NewRows = { [Model in Prisma.ModelName]?: Inserted<Model>[] };

/** A number that PostgreSQL gives in the same statement, and where it goes in the JSON column of a row: `from` names what gives it. */
export type Numbered = { path: string[]; number: Prisma.Sql; from: Prisma.Sql };

export type Row<Model extends Prisma.ModelName> = Prisma.TypeMap["model"][Model]["payload"]["scalars"];

/**
 * Inserts rows into one or several tables with one statement. For the paths that payments take: Prisma plans each `createMany` anew,
 * which costs more than the insert itself. Foreign keys between the rows are checked when all are there.
 */
export async function insertRows(tx: Tx, tables: NewRows): Promise<void> {
  const inserts = insertStatements(tables);
  const last = inserts.pop();
  if (!last) return;
  await tx.$executeRaw`${withBefore(inserts)} ${last}`;
}

/** The same as further parts of a statement's `WITH`, for one that does more. */
export function alsoInserting(tables: NewRows, numbered: { [Model in Prisma.ModelName]?: Numbered } = {}): Prisma.Sql {
  const inserts = insertStatements(tables, numbered);
  return inserts.length === 0 ? Prisma.empty : Prisma.sql`, ${Prisma.join(inserts.map(named))}`;
}

/** Inserts one row, and others with the same statement; returns the first as it is then. @throws as `insertRows`. */
export async function insertRow<Model extends Prisma.ModelName>(
  tx: Tx,
  model: Model,
  row: Inserted<Model>,
  also: NewRows = {},
): Promise<Row<Model>> {
  const [created] = await tx.$queryRaw<
    Row<Model>[]
  >`${withBefore(insertStatements(also))} ${insertInto(model, [row])} RETURNING ${columnsOf(model)}`;
  return created;
}

/** The same, naming in a JSON column of the row, at `path`, the `number` that another row is given by this statement. */
export async function insertRowNaming<Model extends Prisma.ModelName, Named extends "Order">(
  tx: Tx,
  model: Model,
  row: Inserted<Model>,
  { of, row: numbered, path }: { of: Named; row: Inserted<Named>; path: string[] },
  also: NewRows = {},
): Promise<Row<Model>> {
  const from = Prisma.raw("numbered");
  const naming = insertInto(model, [row], { path, number: Prisma.raw('numbered."given"::text'), from });
  const [created] = await tx.$queryRaw<Row<Model>[]>`
    WITH numbered AS (${insertInto(of, [numbered])} RETURNING "number" AS "given")${alsoInserting(also)}
    ${naming} RETURNING ${columnsOf(model)}`;
  return created;
}

/** Locks one row until the transaction ends; under `NO KEY UPDATE` rows that refer to it may still be written. Undefined when there is none. */
export async function lockRow<Model extends Prisma.ModelName>(
  tx: Tx,
  model: Model,
  id: string,
  strength: "UPDATE" | "NO KEY UPDATE",
): Promise<Row<Model> | undefined> {
  const [row] = await tx.$queryRaw<Row<Model>[]>`
    SELECT ${columnsOf(model)} FROM ${Prisma.raw(`"${model}"`)} WHERE "id" = ${id}::uuid FOR ${Prisma.raw(strength)}`;
  return row;
}

/** The same as a part of a statement that locks several: the row of which `which` is true, under its table's name. */
export function lockedRow(model: Prisma.ModelName, which: Prisma.Sql, strength: "UPDATE" | "NO KEY UPDATE"): Prisma.Sql {
  const table = Prisma.raw(`"${model}"`);
  return Prisma.sql`(SELECT ${columnsOf(model)} FROM ${table} WHERE ${which} FOR ${Prisma.raw(strength)}) ${table}`;
}

const columns = new Map<Prisma.ModelName, Prisma.Sql>();

/** All columns of a table, by its name and theirs. */
export function columnsOf(model: Prisma.ModelName): Prisma.Sql {
  const names = () => namesIn([Prisma[`${model}ScalarFieldEnum`]]).map((name) => `"${model}".${name}`);
  const known = columns.get(model) ?? Prisma.raw(names().join(", "));
  columns.set(model, known);
  return known;
}

/** The same under names with the table's before them, for a statement that reads rows of several; `rowIn` takes them apart. */
export function columnsApart(model: Prisma.ModelName): Prisma.Sql {
  return Prisma.raw(
    namesIn([Prisma[`${model}ScalarFieldEnum`]])
      .map((name) => `"${model}".${name} AS "${model}.${name.slice(1)}`)
      .join(", "),
  );
}

/** The row of a table in what such a statement read; null where there was none. */
export function rowIn<Model extends Prisma.ModelName>(read: Record<string, unknown>, model: Model): Row<Model> | null {
  const own = Object.entries(read).filter(([name]) => name.startsWith(`${model}.`));
  const row = Object.fromEntries(own.map(([name, value]) => [name.slice(model.length + 1), value]));
  return row.id === null ? null : (row as Row<Model>);
}

/** Whether a statement of this file was refused because a unique index has its value already. */
export function isDuplicate(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError && (error.code === "P2002" || JSON.stringify(error.meta ?? {}).includes("23505"))
  );
}

/**
 * Changes the rows of which `which` is true, and inserts others with the same statement. What is undefined stays. Returns how many were changed;
 * where there are none the others are inserted all the same.
 */
export function changeRows<Model extends Prisma.ModelName>(
  tx: Tx,
  model: Model,
  which: Prisma.Sql,
  changes: Partial<Row<Model>>,
  also: NewRows = {},
): Promise<number> {
  const table = Prisma.raw(`"${model}"`);
  const columns = Prisma.raw(namesIn([changes]).join(", "));
  return tx.$executeRaw`
    ${withBefore(insertStatements(also))}
    UPDATE ${table} SET (${columns}) = (SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, ${writeJson(changes)}::jsonb))
    WHERE ${which}`;
}

/**
 * Changes a row that the caller has locked, and inserts others with the same statement. What is undefined stays. Returns the row as it is then:
 * nobody else may have changed it since it was read, so it is not read again.
 * @throws when there is no such row.
 */
export async function changeRow<Model extends Prisma.ModelName, Known extends { id: string }>(
  tx: Tx,
  model: Model,
  known: Known,
  changes: Partial<Row<Model>>,
  also: NewRows = {},
): Promise<Known> {
  const changed = await changeRows(tx, model, Prisma.sql`"id" = ${known.id}::uuid`, changes, also);
  if (changed !== 1) throw new Error(`There is no ${model} ${known.id}`);
  return { ...known, ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) };
}

function insertStatements(tables: NewRows, numbered: { [table: string]: Numbered } = {}): Prisma.Sql[] {
  return Object.entries(tables).flatMap(([table, rows]) => (rows.length > 0 ? [insertInto(table, rows, numbered[table])] : []));
}

function withBefore(statements: Prisma.Sql[]): Prisma.Sql {
  if (statements.length === 0) return Prisma.empty;
  return Prisma.sql`WITH ${Prisma.join(statements.map(named))}`;
}

function named(statement: Prisma.Sql, index: number): Prisma.Sql {
  return Prisma.sql`${Prisma.raw(`before_${index}`)} AS (${statement})`;
}

/** The columns of a row to insert, and where a statement that adds more to them selects them from. */
export function selectRow<Model extends Prisma.ModelName>(model: Model, row: Inserted<Model>): { columns: Prisma.Sql; from: Prisma.Sql } {
  const [table, columns] = [`"${model}"`, namesIn([row]).join(", ")].map((text) => Prisma.raw(text));
  return { columns, from: Prisma.sql`(SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, ${writeJson(row)}::jsonb)) "row"` };
}

/** `numbered` is of the first row. */
function insertInto(table: string, rows: object[], numbered?: Numbered): Prisma.Sql {
  const target = Prisma.raw(`"${table}"`);
  const columns = Prisma.raw(namesIn(rows).join(", "));
  const json = Prisma.sql`${writeJson(rows)}::jsonb`;
  if (!numbered)
    return Prisma.sql`INSERT INTO ${target} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${target}, ${json})`;
  const path = Prisma.raw(`'{0,${numbered.path.join(",")}}'`);
  const filled = Prisma.sql`jsonb_set(${json}, ${path}, to_jsonb(${numbered.number}))`;
  return Prisma.sql`INSERT INTO ${target} (${columns}) SELECT "row".* FROM ${numbered.from}, LATERAL (
    SELECT ${columns} FROM jsonb_populate_recordset(NULL::${target}, ${filled})) "row"`;
}

function namesIn(rows: object[]): string[] {
  const names = rows.flatMap((row) => Object.entries(row).flatMap(([name, value]) => (value === undefined ? [] : [name])));
  return [...new Set(names)].map((name) => `"${name}"`);
}
