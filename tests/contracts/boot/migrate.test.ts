import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { env } from "#lib/kernel/env.ts";
import { migrate } from "#prisma/migrate.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "streamtill-migrations-"));
  await query(`DROP TABLE IF EXISTS "one", "two", _prisma_migrations`);
  migration("1_one", 'CREATE TABLE "one" (id int);\nINSERT INTO "one" VALUES (1);');
});
afterEach(() => rmSync(folder, { recursive: true }));

it("applies each migration once, in order, and records it as Prisma does", async () => {
  migration("2_two", 'CREATE TABLE "two" AS SELECT * FROM "one";');
  expect(await migrate(env().DATABASE_URL, folder)).toEqual(["1_one", "2_two"]);
  expect(await migrate(env().DATABASE_URL, folder)).toEqual([]);
  const [row] = await query("SELECT * FROM _prisma_migrations ORDER BY migration_name");
  expect(row).toMatchObject({ migration_name: "1_one", applied_steps_count: 1, logs: null, rolled_back_at: null });
  expect(row.checksum).toMatch(/^[0-9a-f]{64}$/);
  expect(row.finished_at).toBeInstanceOf(Date);
});

it("stops at a migration that fails, says which and why, and leaves nothing of it", async () => {
  migration("2_two", 'CREATE TABLE "two" (id int);\nINSERT INTO "missing" VALUES (1);');
  await expect(migrate(env().DATABASE_URL, folder)).rejects.toThrow(/2_two failed.*relation "missing" does not exist \(line 2/);
  expect(await query("SELECT migration_name FROM _prisma_migrations")).toEqual([{ migration_name: "1_one" }]);
  expect(await query(`SELECT to_regclass('"two"') AS it`)).toEqual([{ it: null }]);
  migration("2_two", 'CREATE TABLE "two" (id int);');
  expect(await migrate(env().DATABASE_URL, folder)).toEqual(["2_two"]);
});

it("lets several instances start at once", async () => {
  migration("2_two", 'CREATE TABLE "two" (id int); SELECT pg_sleep(0.2);');
  const applied = await Promise.all([1, 2, 3, 4, 5].map(() => migrate(env().DATABASE_URL, folder)));
  expect(applied.flat().sort()).toEqual(["1_one", "2_two"]);
});

describe("an index that is built while others write", () => {
  const SQL = 'CREATE INDEX CONCURRENTLY IF NOT EXISTS "one_id_idx" ON "one"("id");';
  const valid = async () => (await query(`SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('"one_id_idx"')`))[0]?.indisvalid;

  it("is a migration like any other, also where several instances start at once", async () => {
    migration("2_index", SQL);
    const applied = await Promise.all([1, 2, 3, 4, 5].map(() => migrate(env().DATABASE_URL, folder)));
    expect(applied.flat().sort()).toEqual(["1_one", "2_index"]);
    expect(await valid()).toBe(true);
    const [, row] = await query("SELECT * FROM _prisma_migrations ORDER BY migration_name");
    expect(row).toMatchObject({ migration_name: "2_index", applied_steps_count: 1, finished_at: expect.any(Date), rolled_back_at: null });
  });

  it("is built anew where that was interrupted", async () => {
    await migrate(env().DATABASE_URL, folder);
    await query(SQL);
    await query(`UPDATE pg_index SET indisvalid = false WHERE indexrelid = to_regclass('"one_id_idx"')`);
    migration("2_index", SQL);
    expect(await migrate(env().DATABASE_URL, folder)).toEqual(["2_index"]);
    expect(await valid()).toBe(true);
  });

  it("leaves nothing where it fails", async () => {
    migration("2_index", SQL.replace('"one"', '"missing"'));
    await expect(migrate(env().DATABASE_URL, folder)).rejects.toThrow(/2_index failed.*relation "missing" does not exist/);
    expect(await query("SELECT migration_name FROM _prisma_migrations")).toEqual([{ migration_name: "1_one" }]);
  });
});

it("refuses a migration that was changed after it was applied", async () => {
  await migrate(env().DATABASE_URL, folder);
  migration("1_one", 'CREATE TABLE "one" (id bigint);');
  await expect(migrate(env().DATABASE_URL, folder)).rejects.toThrow("1_one is not the one this database was made with");
});

function migration(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

async function query(sql: string) {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}
