import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { migrate } from "#prisma/migrate.ts";
import { openCluster } from "#scripts/postgres/cluster.ts";

/**
 * Once a run: a PostgreSQL (that of DATABASE_URL, else an embedded one in a folder that is thrown away) with one migrated
 * database, which each test file copies. The letters that ship are in it: to compile them takes each server seconds.
 */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_SERVER) return;
  const server = process.env.DATABASE_URL ? { url: process.env.DATABASE_URL, stop: async () => undefined } : await embedded();
  const template = `streamtill_template_${randomBytes(6).toString("hex")}`;
  process.env.TEST_DATABASE_SERVER = server.url;
  process.env.TEST_DATABASE_TEMPLATE = template;
  await onServer(`CREATE DATABASE ${template}`);
  const { href } = Object.assign(new URL(server.url), { pathname: template });
  await migrate(href);
  await installLetters(href);
  return async () => {
    await onServer(`DROP DATABASE ${template}`);
    await server.stop();
  };
}

async function embedded(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "streamtill-tests-"));
  const careless = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=400"];
  const cluster = await openCluster(folder, () => undefined, careless);
  const stop = () => cluster.stop().then(() => rmSync(folder, { recursive: true }));
  return { url: cluster.url, stop };
}

/** In a process of its own, for this one has no database. */
async function installLetters(url: string): Promise<void> {
  const work = `await (await import("#lib/messages/templates/templates.ts")).installTemplates(); process.exit()`;
  const env = { ...process.env, DATABASE_URL: url, AUTH_SECRET: randomBytes(33).toString("base64") };
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", work], { env });
}

/** Runs one statement outside the test databases. */
export async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_SERVER });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
