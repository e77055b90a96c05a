import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** The lock `prisma migrate` takes, so that both wait for each other. */
const LOCK = 72_707_369;

/** An index that is built while rows are written: such a migration is this one statement, and no part of a transaction. */
const BESIDE = /CREATE INDEX CONCURRENTLY IF NOT EXISTS "(\w+)"/;

/** Prisma's own table, so that `prisma migrate deploy` and `status` agree with what was applied here. */
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/**
 * Applies what is missing of `folder` while holding an advisory lock, so that several instances may start at once: each in one transaction,
 * but for indexes of large tables, which are built while others write. @returns the names applied.
 * @throws Error naming the migration and PostgreSQL's error; nothing of that migration stays.
 */
export async function migrate(url: string, folder = "prisma/migrations"): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await waitForLock(client);
    await client.query(TABLE);
    const missing = await missingMigrations(client, readMigrations(folder));
    for (const migration of missing) await (BESIDE.test(migration.sql) ? applyBeside : apply)(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Asked for again and again: an index that is built while others write waits for every statement that runs, and so for one that waits for this lock. */
async function waitForLock(client: pg.Client): Promise<void> {
  const taken = () => client.query("SELECT pg_try_advisory_lock($1) AS taken", [LOCK]);
  while (!(await taken()).rows[0].taken) await sleep(100);
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "migration.sql")));
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

async function missingMigrations(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query("SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL");
  const known = new Map(rows.map((row) => [row.migration_name, row]));
  return migrations.filter(({ name, checksum }) => {
    const row = known.get(name);
    if (row && !row.finished_at)
      throw new Error(`Migration ${name} was begun by another tool and failed there. Resolve it with: npx prisma migrate resolve`);
    if (row && row.checksum !== checksum)
      throw new Error(`Migration ${name} is not the one this database was made with. Restore the file; a change is a new migration.`);
    return !row;
  });
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ($1, $2, $3, clock_timestamp())", [
      randomUUID(),
      checksum,
      name,
    ]);
    await client.query(sql);
    await client.query("UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE migration_name = $1", [
      name,
    ]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw new Error(`Migration ${name} failed, nothing of it was applied: ${describe(error as pg.DatabaseError, sql)}`, { cause: error });
  }
}

/** What was interrupted has left an index that is not used, and no record: it is taken away and built anew. */
async function applyBeside(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const [, index] = BESIDE.exec(sql)!;
  try {
    const { rows } = await client.query("SELECT FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid", [`"${index}"`]);
    if (rows.length > 0) await client.query(`DROP INDEX CONCURRENTLY "${index}"`);
    const { rows: started } = await client.query("SELECT clock_timestamp() AS at");
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, started[0].at],
    );
  } catch (error) {
    await client.query(`DROP INDEX CONCURRENTLY IF EXISTS "${index}"`).catch(() => undefined);
    throw new Error(`Migration ${name} failed, nothing of it was applied: ${describe(error as pg.DatabaseError, sql)}`, { cause: error });
  }
}

function describe(error: pg.DatabaseError, sql: string): string {
  const line = error.position ? ` (line ${sql.slice(0, Number(error.position)).split("\n").length} of migration.sql)` : "";
  return [`${error.message}${line}`, error.detail, error.hint].filter(Boolean).join(". ");
}
