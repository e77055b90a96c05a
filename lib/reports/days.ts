import { Prisma } from "#lib/db/generated/client.ts";
import { startOfDay } from "#lib/kernel/period.ts";

/** Civil days in the account's time zone, both included; null is open. */
export type Days = { from: string | null; to: string | null };

/** SQL for "this instant falls on these days". */
export function onDays(column: Prisma.Sql, { from, to }: Days, timeZone: string): Prisma.Sql[] {
  const since = from && startOfDay(Temporal.PlainDate.from(from), timeZone);
  const until = to && startOfDay(Temporal.PlainDate.from(to).add({ days: 1 }), timeZone);
  return [...(since ? [Prisma.sql`${column} >= ${since}`] : []), ...(until ? [Prisma.sql`${column} < ${until}`] : [])];
}
