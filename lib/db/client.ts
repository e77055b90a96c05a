import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "#lib/kernel/env.ts";
import { PrismaClient } from "./generated/client.ts";
import { statementName } from "./prepared.ts";

/**
 * How long a statement waits for one of the pool's connections: as long as a transaction does (transaction.ts). The server lets no more
 * requests in than are served in that time (scripts/server/door.ts).
 */
export const LONGEST_WAIT_MS = 20_000;

/** The database. */
export const db = client("streamtill.db", () => env().DATABASE_URL);

/**
 * Where reports read what may be some seconds old: a copy of the database that follows it (`DATABASE_REPLICA_URL`), else the database itself. Lists in which somebody looks for what they just did read the
 * database.
 */
export const replica = client("streamtill.replica", () => env().DATABASE_REPLICA_URL ?? null);

/** Connected on first use; one pool a process. Without an address of its own it is the database. */
function client(name: string, addressOf: () => string | null): PrismaClient {
  const key = Symbol.for(name);
  const holder = globalThis as unknown as Record<symbol, PrismaClient | undefined>;
  return new Proxy({} as PrismaClient, {
    get: (_, property) => {
      holder[key] ??= connectionTo(addressOf());
      return Reflect.get(holder[key], property);
    },
  });
}

function connectionTo(address: string | null): PrismaClient {
  if (address === null) return db;
  const pool = { connectionString: address, max: 16, connectionTimeoutMillis: LONGEST_WAIT_MS };
  return new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: statementName }) });
}
