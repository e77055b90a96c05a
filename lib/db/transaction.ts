import { db, LONGEST_WAIT_MS, replica } from "./client.ts";
import { Prisma } from "./generated/client.ts";

/** A running database transaction. Writing functions of the domain take one as their first argument. */
export type Tx = Prisma.TransactionClient;

/**
 * Runs `work` in one database transaction. Opened once, at the top of a use case; make no network call inside, for `work` begins again
 * when PostgreSQL ends it to resolve a deadlock.
 * @throws what `work` throws, after rolling back.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.$transaction(work, { maxWait: LONGEST_WAIT_MS, timeout: 30_000 });
    } catch (error) {
      if (tries === 3 || !isDeadlock(error)) throw error;
    }
  }
}

/** How long the books may take over all rows there are. */
export const BOOKS_TAKE_MS = 3_600_000;

/** Runs reads of a report that must be of one instant. */
export function snapshot<T>(read: (tx: Tx) => Promise<T>, timeout = 30_000): Promise<T> {
  return replica.$transaction(read, { maxWait: LONGEST_WAIT_MS, timeout, isolationLevel: "RepeatableRead" });
}

function isDeadlock(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError && (error.code === "P2034" || JSON.stringify(error.meta ?? {}).includes("40P01"))
  );
}
