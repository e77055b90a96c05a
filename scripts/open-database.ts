import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { VAT_REGISTRIES } from "#lib/customers/vat-registries.ts";
import { type Env, env, parseEnv } from "#lib/kernel/env.ts";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { STORES } from "#lib/stores/plugins.ts";
import { eventsGoOn } from "#prisma/events-go-on.ts";
import { migrate } from "#prisma/migrate.ts";
import { refuseHalfFilled } from "./half-filled.ts";
import { openCluster } from "./postgres/cluster.ts";

export interface OpenDatabase {
  stop(): Promise<void>;
}

/** Checks the environment before anything is started. @throws Error with a line for each wrong variable. */
export function checkEnvironment(): Env {
  const plugins = [...GATEWAYS, ...CHANNELS, ...VAT_REGISTRIES, ...STORES].map(({ keys }) => keys);
  if (process.env.DATABASE_URL) return parseEnv(process.env, plugins);
  if (process.env.DATABASE_REPLICA_URL)
    throw new Error("DATABASE_REPLICA_URL: is a copy of the database of DATABASE_URL, which is missing.");
  const embedded = { DATABASE_URL: "postgresql://embedded" };
  return parseEnv({ AUTH_SECRET: randomBytes(33).toString("base64"), ...process.env, ...embedded }, plugins);
}

/**
 * Makes the database ready: the one of DATABASE_URL, else the embedded one of `dataDir`; migrations applied. Afterwards
 * `env()` and `db` work in this process and in its children.
 * @param settings further `name=value` settings for the embedded server
 */
export async function openDatabase(dataDir: string, say: (line: string) => void, settings: string[] = []): Promise<OpenDatabase> {
  const given = process.env.DATABASE_URL;
  const cluster = given ? await waitFor(given, say) : await openCluster(dataDir, say, settings);
  process.env.DATABASE_URL = given || cluster.url;
  if (!given) process.env.AUTH_SECRET ||= keptSecret(join(dataDir, "auth-secret"));
  try {
    const { DATABASE_URL } = env();
    await refuseHalfFilled(DATABASE_URL);
    for (const name of await migrate(DATABASE_URL)) say(`Applied migration ${name}.`);
    await eventsGoOn(DATABASE_URL);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}

/** A database started at the same moment (docker compose) may need some seconds. */
async function waitFor(url: string, say: (line: string) => void): Promise<{ url: string; stop(): Promise<void> }> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      await client.end();
      return { url, stop: async () => undefined };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const late = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "57P03"].includes(code ?? "") || message === "timeout expired";
      const passing = late && attempt < 20;
      if (!passing) throw new Error(`The database of DATABASE_URL (${new URL(url).host}) cannot be used: ${message || code}`);
      if (attempt === 1) say(`Waiting for the database at ${new URL(url).host} …`);
      await sleep(1_000);
    }
  }
}

/** The secret of an installation on the embedded database: made once, kept beside it. */
function keptSecret(path: string): string {
  if (!existsSync(path)) writeFileSync(path, randomBytes(33).toString("base64"), { mode: 0o600 });
  return readFileSync(path, "utf8").trim();
}
