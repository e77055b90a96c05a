import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "#lib/kernel/env.ts";
import { PrismaClient } from "./generated/client.ts";

const key = Symbol.for("streamtill.db");
const holder = globalThis as unknown as Record<symbol, PrismaClient | undefined>;

/** The database, connected on first use; one pool a process. */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get: (_, property) => {
    holder[key] ??= new PrismaClient({
      adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 16, connectionTimeoutMillis: 5_000 }),
    });
    return Reflect.get(holder[key], property);
  },
});
