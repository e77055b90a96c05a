import { z } from "zod";
import { db } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

const row = z.object({ value: z.string() });

/** The values that a column has, but for null. Jumps from one to the next in an index that begins with it, so that it costs as many steps as there are values. */
export async function valuesOf(table: Prisma.Sql, column: Prisma.Sql): Promise<string[]> {
  const rows = await db.$queryRaw`
    WITH RECURSIVE used("value") AS (
      SELECT min(${column}) FROM ${table}
      UNION ALL
      SELECT (SELECT min(${column}) FROM ${table} WHERE ${column} > used."value") FROM used WHERE used."value" IS NOT NULL
    )
    SELECT "value" FROM used WHERE "value" IS NOT NULL`;
  return row
    .array()
    .parse(rows)
    .map(({ value }) => value);
}
