import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "#lib/kernel/env.ts";
import { PrismaClient } from "./generated/client.ts";
import { statementName } from "./prepared.ts";

const key = Symbol.for("streamtill.db");
const holder = globalThis as unknown as Record<symbol, PrismaClient | undefined>;

/**
 * How long a statement waits for one of the pool's connections: as long as a transaction does (transaction.ts). The server lets no more
 * requests in than are served in that time (scripts/server/door.ts).
 */
export const LONGEST_WAIT_MS = 20_000;

/** The database, connected on first use; one pool a process. */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get: (_, property) => {
    holder[key] ??= new PrismaClient({
      adapter: new PrismaPg(
        { connectionString: env().DATABASE_URL, max: 16, connectionTimeoutMillis: LONGEST_WAIT_MS },
        { statementNameGenerator: statementName },
      ),
    });
    return Reflect.get(holder[key], property);
  },
});
