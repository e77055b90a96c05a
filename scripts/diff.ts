import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { runCommand } from "./run-command.ts";

/**
 * Prints the SQL that takes prisma/migrations to prisma/schema: the text of the next migration. Prisma's own engine, compiled
 * to WebAssembly, replays the migrations in memory and compares. With --check it fails when there is anything to print.
 */
await runCommand(async () => {
  const sql = await difference();
  if (sql) console.log(sql);
  if (sql && process.argv.includes("--check"))
    throw new Error("The schema has changes that no migration makes. Put the SQL above into one.");
  process.exit(0); // the in-memory database holds the process
});

interface SchemaEngine {
  diff(request: object): Promise<{ stdout?: string }>;
}

async function difference(): Promise<string> {
  const schema = readdirSync("prisma/schema")
    .sort()
    .map((name) => ({ path: `prisma/schema/${name}`, content: read(`prisma/schema/${name}`) }));
  const engine = await loadEngine(schema.map(({ path, content }) => [path, content]));
  const { stdout } = await engine.diff({
    from: {
      tag: "migrations",
      baseDir: "prisma/migrations",
      lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
      shadowDbInitScript: "",
      migrationDirectories: migrations(),
    },
    to: { tag: "schemaDatamodel", files: schema },
    script: true,
    shadowDatabaseUrl: null,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return (stdout ?? "").replace("-- This is an empty migration.", "").trim();
}

/** The package's own loader is for bundlers; Node needs the module instantiated by hand. */
async function loadEngine(datamodels: string[][]): Promise<SchemaEngine> {
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const engine = await import(pathToFileURL(join(folder, "schema_engine_bg.js")).href);
  const module = new WebAssembly.Module(readFileSync(join(folder, "schema_engine_bg.wasm")));
  const { exports } = new WebAssembly.Instance(module, { "./schema_engine_bg.js": engine });
  engine.__wbg_set_wasm(exports);
  (exports.__wbindgen_start as (() => void) | undefined)?.();
  return engine.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(new PGlite())));
}

function migrations(): object[] {
  const names = readdirSync("prisma/migrations").filter((name) => existsSync(`prisma/migrations/${name}/migration.sql`));
  return names.sort().map((path) => ({
    path,
    migrationFile: { path: "migration.sql", content: { tag: "ok", value: read(`prisma/migrations/${path}/migration.sql`) } },
  }));
}

function read(path: string): string {
  return readFileSync(path, "utf8");
}
