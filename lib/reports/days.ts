import { Prisma } from "#lib/db/generated/client.ts";
import { startOfDay } from "#lib/kernel/period.ts";

/** Civil days in the account's time zone, both included; null is open. */
export type Days = { from: string | null; to: string | null };

/** The instants of these days; `until` is not included. */
export function instantsOf({ from, to }: Days, timeZone: string): { from: Date | null; until: Date | null } {
  return {
    from: from === null ? null : startOfDay(Temporal.PlainDate.from(from), timeZone),
    until: to === null ? null : startOfDay(Temporal.PlainDate.from(to).add({ days: 1 }), timeZone),
  };
}

/** SQL for "this instant falls on these days". */
export function onDays(column: Prisma.Sql, days: Days, timeZone: string): Prisma.Sql[] {
  const { from, until } = instantsOf(days, timeZone);
  return [...(from ? [Prisma.sql`${column} >= ${from}`] : []), ...(until ? [Prisma.sql`${column} < ${until}`] : [])];
}
