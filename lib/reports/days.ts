import { Prisma } from "#lib/db/generated/client.ts";
import { startOfDay, startOfHour } from "#lib/kernel/period.ts";

/** Civil days in the account's time zone, both included; null is open. With `hour`, `00` to `23`, only that hour of the one day `from`. */
export type Days = { from: string | null; to: string | null; hour?: string | null };

/** The instants of these days; `until` is not included. */
export function instantsOf({ from, to, hour }: Days, timeZone: string): { from: Date | null; until: Date | null } {
  if (from && hour) return hourOf(Temporal.PlainDate.from(from), Number(hour), timeZone);
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

function hourOf(day: Temporal.PlainDate, hour: number, timeZone: string): { from: Date; until: Date } {
  const until = hour === 23 ? startOfDay(day.add({ days: 1 }), timeZone) : startOfHour(day, hour + 1, timeZone);
  return { from: startOfHour(day, hour, timeZone), until };
}
