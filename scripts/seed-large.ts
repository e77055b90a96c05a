import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Most of what is made lives for a moment, and what lives on is large. */
const ROOM = ["--max-semi-space-size=128", "--max-old-space-size=8192"];

/**
 * Fills an empty database with three years of a made-up operator: `npm run seed:large -- --transactions 1000000`. `--until 2026-11-29T18:00:00Z` says when they end; the
 * same instant tells the same story. For measurements: it is no installation, and nobody is written to.
 */
const run = join(import.meta.dirname, "seed-large/run.ts");
process.exitCode = spawnSync(process.execPath, [...ROOM, run, ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 1;
