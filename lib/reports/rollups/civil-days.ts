import { z } from "zod";
import { Prisma } from "#lib/db/generated/client.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";

const extent = z.object({ first: z.date().nullable(), last: z.date().nullable() });

/** The first and the last instant of some rows, null where there are none. */
export type Extent = z.output<typeof extent>;

/** What a query that asks for `first` and `last` answers. */
export function extentIn(rows: unknown): Extent {
  return extent.array().length(1).parse(rows)[0];
}

/** SQL for the civil day of an instant between two. PostgreSQL only compares instants with the starts of days: its rules of time zones are others than ours. */
export function civilDayOf(column: Prisma.Sql, { first, last }: Extent, timeZone: string): Prisma.Sql {
  const days = first && last ? daysOf(civilDate(first, timeZone), civilDate(last, timeZone)) : [];
  const dates = days.map((day) => new Date(day.toString()));
  const starts = days.map((day) => startOfDay(day, timeZone));
  return Prisma.sql`(${dates}::date[])[width_bucket(${column}, ${starts}::timestamptz[])]`;
}

function daysOf(from: Temporal.PlainDate, to: Temporal.PlainDate): Temporal.PlainDate[] {
  return Array.from({ length: from.until(to, { largestUnit: "days" }).days + 1 }, (_, days) => from.add({ days }));
}
