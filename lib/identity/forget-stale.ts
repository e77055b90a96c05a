import { forgetTries } from "#lib/abuse/forget-tries.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";

const DAY_MS = 86_400_000;

/** Deletes counted attempts whose window is over, one-time links that ended a month ago, and sessions that are over. */
export async function forgetStale(limit = 1000): Promise<number> {
  const at = now();
  const monthAgo = new Date(at.getTime() - 30 * DAY_MS);
  const attempts = await db.$executeRaw`
    DELETE FROM "Throttle" WHERE "key" IN (SELECT "key" FROM "Throttle" WHERE "resetsAt" <= ${at} LIMIT ${limit})`;
  const links = await db.$executeRaw`
    DELETE FROM "LinkToken" WHERE "hash" IN (SELECT "hash" FROM "LinkToken" WHERE "expiresAt" <= ${monthAgo} LIMIT ${limit})`;
  // Sessions end by real time, not by the shop's clock, which the demo may have moved.
  const sessions = await db.$executeRaw`
    DELETE FROM "Session" WHERE "id" IN (SELECT "id" FROM "Session" WHERE "expiresAt" <= now() LIMIT ${limit})`;
  return attempts + links + sessions + (await forgetTries(at, limit));
}
