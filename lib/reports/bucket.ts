import { Prisma } from "#lib/db/generated/client.ts";
import type { Period } from "./period.ts";

/** SQL for the key (`2026-11-22T00`) of the bucket that an instant falls in, by the account's own days. */
export function bucketOf(column: Prisma.Sql, { unit, timeZone }: Period): Prisma.Sql {
  return Prisma.sql`to_char(date_trunc(${unit}::text, ${column} AT TIME ZONE ${timeZone}::text), 'YYYY-MM-DD"T"HH24')`;
}
