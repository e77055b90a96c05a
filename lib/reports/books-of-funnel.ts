import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { STEP_COLUMNS, STEPS, sumsOfVisits } from "./rollups/funnel-sums.ts";

const rows = z.array(z.object({ what: z.string(), detail: z.string() }));

/** Days that were added up and whose visitors are still known, where the sums, with what came later, are not what these visitors come to; a few of them. */
export async function funnelDifferences(): Promise<{ what: string; detail: string }[]> {
  const columns = Object.values(STEP_COLUMNS);
  const each = (write: (column: string) => string, between: string) =>
    Prisma.raw(columns.map((column) => write(`"${column}"`)).join(between));
  const within = Prisma.sql`"day" > coalesce((SELECT max("forgottenUntil") FROM "FunnelCursor"), '-infinity') AND "day" <= (SELECT max("countedUntil") FROM "FunnelCursor")`;
  const late = Prisma.sql`(SELECT * FROM "FunnelVisit" WHERE "counted" IS NOT NULL AND ${within}) v`;
  const all = Prisma.sql`(SELECT "day", "step", "source", "device", "country", "coupon", NULL::smallint AS "counted" FROM "FunnelVisit" WHERE ${within}) v`;
  return rows.parse(
    await db.$queryRaw`
      SELECT concat_ws(' ', 'visitors of', "day"::text, "grain"::text, "key") AS "what",
             'the sums have ' || concat_ws(', ', ${each((column) => `sum(${column})`, ", ")}) || ' more than there are' AS "detail"
      FROM (SELECT "day", "grain", "key", ${STEPS} FROM "FunnelRollup" WHERE ${within}
            UNION ALL ${sumsOfVisits(late)}
            UNION ALL SELECT "day", "grain", "key", ${each((column) => `-${column}`, ", ")} FROM (${sumsOfVisits(all)}) a) t
      GROUP BY "day", "grain", "key" HAVING ${each((column) => `sum(${column}) <> 0`, " OR ")} ORDER BY 1 LIMIT 5`,
  );
}
