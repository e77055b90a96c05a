import { db } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** A running database transaction. Writing functions of the domain take one as their first argument. */
export type Tx = Prisma.TransactionClient;

/**
 * Runs `work` in one database transaction. Opened once, at the top of a use case; make no network call inside.
 * @throws what `work` throws, after rolling back.
 */
export function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(work, { maxWait: 20_000, timeout: 30_000 });
}
