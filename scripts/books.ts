import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkEnvironment } from "./open-database.ts";
import { runCommand } from "./run-command.ts";

/**
 * Proves the books of the installation and of the demo beside it, each where there is one, in a process of its own: `db` and `env()` of a
 * process are of one database. A database that is not there is never made.
 */
await runCommand(async () => {
  const { DATA_DIR } = checkEnvironment();
  const embedded = [...(process.env.DATABASE_URL ? [] : [DATA_DIR]), join(DATA_DIR, "demo")].filter(holdsDatabase);
  const variables = embedded.map((folder) => ({ DATA_DIR: folder, DATABASE_URL: "", DATABASE_REPLICA_URL: "" }));
  // A copy may be behind the rows that it is compared with.
  const all = process.env.DATABASE_URL ? [{ DATABASE_REPLICA_URL: "" }, ...variables] : variables;
  if (all.length === 0)
    throw new Error(
      `There is no database in ${DATA_DIR} or ${join(DATA_DIR, "demo")} yet, so there are no books to prove. Begin with npm start or npm run demo, or say where it is: DATA_DIR=… or DATABASE_URL=…`,
    );
  if (all.map(prove).includes(false)) process.exitCode = 1;
});

function holdsDatabase(folder: string): boolean {
  return existsSync(join(folder, "postgres"));
}

function prove(variables: Record<string, string>): boolean {
  const env = Object.assign({}, process.env, variables);
  return spawnSync(process.execPath, [join(import.meta.dirname, "prove-books.ts")], { stdio: "inherit", env }).status === 0;
}
