import { forgetTries } from "#lib/abuse/forget-tries.ts";
import { db } from "#lib/db/client.ts";
import { forgetSalts } from "#lib/events/visitor-id.ts";
import { now } from "#lib/kernel/clock.ts";
import { dayColumn } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";

const DAY_MS = 86_400_000;

/** Deletes counted attempts whose window is over, one-time links that ended a month ago, sessions that are over, and what made the ids of visitors of days that are over. */
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
  const salts = await forgetSalts(dayColumn(at, (await getSettings()).company.timeZone));
  return attempts + links + sessions + salts + (await forgetTries(at, limit));
}
