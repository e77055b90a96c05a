import type pg from "pg";
import { SEEDING } from "../half-filled.ts";
import { inLanes } from "./lanes.ts";
import { TABLES } from "./tables.ts";

const SAVED = `"${SEEDING}"."structure"`;

type Built = { table: string; name: string; sql: string };

/**
 * Takes down, of the tables that are filled, what slows that down: indexes, keys, and what is called for each new row. What it was is written
 * down in a schema whose presence says that the database is not to be used.
 */
export async function takeDown(client: pg.Client): Promise<void> {
  await client.query("BEGIN");
  await client.query(`CREATE SCHEMA "${SEEDING}"`);
  await client.query(
    `
    CREATE TABLE ${SAVED} AS
    SELECT 'foreign' AS "kind", conrelid::regclass::text AS "table", conname::text AS "name", pg_get_constraintdef(oid) AS "sql"
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace
    UNION ALL
    SELECT CASE c.contype WHEN 'p' THEN 'primary' WHEN 'u' THEN 'unique' ELSE 'index' END, i.indrelid::regclass::text, r.relname, pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class r ON r.oid = i.indexrelid LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
    WHERE i.indrelid::regclass::text = ANY ($1)
    UNION ALL
    SELECT 'trigger', tgrelid::regclass::text, tgname, '' FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 4 <> 0 AND tgrelid::regclass::text = ANY ($1)`.replaceAll(
      "$1",
      `ARRAY[${TABLES.map((name) => `'${quoted(name)}'`).join(", ")}]`,
    ),
  );
  for (const { table, name } of await saved(client, "foreign")) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  for (const kind of ["primary", "unique"])
    for (const { table, name } of await saved(client, kind)) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  for (const { name } of await saved(client, "index")) await client.query(`DROP INDEX "${name}"`);
  for (const { table, name } of await saved(client, "trigger")) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER "${name}"`);
  await client.query("COMMIT");
}

/** As regclass writes it. */
function quoted(name: string): string {
  return /[A-Z]/.test(name) || name === "order" ? `"${name}"` : name;
}

async function saved(client: pg.Client, kind: string): Promise<Built[]> {
  const { rows } = await client.query(`SELECT "table", "name", "sql" FROM ${SAVED} WHERE "kind" = $1 ORDER BY "table", "name"`, [kind]);
  return rows;
}

/** Builds all indexes again, those of the largest tables first. */
export async function buildIndexes(client: pg.Client, url: string): Promise<void> {
  const built = [...(await saved(client, "primary")), ...(await saved(client, "unique")), ...(await saved(client, "index"))];
  const sizes = await sizesOf(client);
  const ordered = built.sort((one, other) => sizes.get(other.table)! - sizes.get(one.table)!);
  await inLanes(
    url,
    ordered.map(({ sql }) => sql),
  );
  for (const { table, name } of await saved(client, "primary"))
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT "${name}" PRIMARY KEY USING INDEX "${name}"`);
  for (const { table, name } of await saved(client, "unique"))
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT "${name}" UNIQUE USING INDEX "${name}"`);
}

/** Puts the foreign keys back without proving them: the same story does not refer to what is not there, however long it is. Only for a superuser. */
export async function trustKeys(client: pg.Client): Promise<void> {
  for (const { table, name, sql } of await saved(client, "foreign"))
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${sql} NOT VALID`);
  await client.query("UPDATE pg_constraint SET convalidated = true WHERE contype = 'f' AND connamespace = 'public'::regnamespace");
}

/** Puts the foreign keys back, and proves each: nothing refers to what is not there. */
export async function proveKeys(client: pg.Client, url: string): Promise<void> {
  const keys = await saved(client, "foreign");
  for (const { table, name, sql } of keys) await client.query(`ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${sql} NOT VALID`);
  const sizes = await sizesOf(client);
  const byTable = [...Map.groupBy(keys, ({ table }) => table)].sort(([one], [other]) => (sizes.get(other) ?? 0) - (sizes.get(one) ?? 0));
  // Those of one table wait for each other.
  await inLanes(
    url,
    byTable.map(([table, own]) => own.map(({ name }) => `ALTER TABLE ${table} VALIDATE CONSTRAINT "${name}"`).join("; ")),
  );
}

async function sizesOf(client: pg.Client): Promise<Map<string, number>> {
  const { rows } = await client.query(
    "SELECT oid::regclass::text AS table, pg_relation_size(oid)::float8 AS size FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
  );
  return new Map(rows.map(({ table, size }) => [table, size]));
}

/** The database is whole: it may be used from now on. */
export async function finish(client: pg.Client): Promise<void> {
  for (const { table, name } of await saved(client, "trigger")) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER "${name}"`);
  await client.query(`DROP SCHEMA "${SEEDING}" CASCADE`);
}
