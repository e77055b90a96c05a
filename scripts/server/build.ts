import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withFileLock } from "../file-lock.ts";
import { runQuietly } from "./run-quietly.ts";

const SOURCES = ["app", "components", "emails", "i18n", "lib", "public", "prisma/schema", "types"];
const FILES = ["package-lock.json", "package.json", "next.config.ts", "postcss.config.mjs", "instrumentation.ts", "tsconfig.json"];
const CACHE = "node_modules/.cache/streamtill";
const STAMP = ".next/streamtill-sources";

/**
 * Builds the pages unless the build in `.next` was made from these very sources. The build knows no database and no secret:
 * what it makes serves every one of them.
 * @param stop ends a build that is under way
 */
export async function buildIfStale(say: (line: string) => void, stop?: AbortSignal): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  await withFileLock(join(CACHE, "build.lock"), async () => {
    const hash = hashOfSources();
    if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash) return;
    say("Building the pages (after each change of the sources; about a minute) …");
    rmSync(STAMP, { force: true });
    const standIn = { DATABASE_URL: "postgresql://build@127.0.0.1:1/none", AUTH_SECRET: "only-for-the-build-0123456789-abcdef" };
    const env = Object.assign({}, process.env, standIn, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
    const began = performance.now();
    // Its list of routes and of switches with a cross says nothing to whoever starts a shop; figures and lists own standard output.
    const built = await runQuietly(["node_modules/next/dist/bin/next", "build"], { env, signal: stop });
    if (!built) throw new Error("The pages could not be built; the reason is above.");
    say(`Built the pages in ${Math.round((performance.now() - began) / 1000)} s.`);
    writeFileSync(STAMP, hash);
  });
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  for (const path of [...FILES, ...SOURCES.flatMap(filesOf)])
    if (existsSync(path)) hash.update(path).update("\0").update(readFileSync(path));
  return hash.digest("hex");
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
