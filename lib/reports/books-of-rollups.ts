import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma, RollupBasis, RollupGrain } from "#lib/db/generated/client.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import { type Pieces, piecesOf, withinDays } from "./rollups/pieces.ts";
import { sumsOfTransactions } from "./rollups/read.ts";

const span = z.array(z.object({ first: z.date().nullable(), last: z.date().nullable() })).length(1);
const rows = z.array(z.object({ what: z.string(), detail: z.string() }));

/** Where the sums that are kept, by days and by months, with what they have not read yet, are not what the transactions come to; a few of them. */
export async function rollupDifferences(timeZone: string): Promise<{ what: string; detail: string }[]> {
  const [{ first, last }] = span.parse(
    await db.$queryRaw`
      SELECT least(min("createdAt"), min("settledAt")) AS "first", greatest(max("createdAt"), max("settledAt")) AS "last" FROM "Transaction"`,
  );
  if (!first || !last) return [];
  const all = {
    start: startOfDay(civilDate(first, timeZone), timeZone),
    end: startOfDay(civilDate(last, timeZone).add({ days: 1 }), timeZone),
  };
  const found: { what: string; detail: string }[] = [];
  for (const basis of Object.values(RollupBasis))
    for (const months of [false, true])
      found.push(...(await differences(basis, piecesOf(all, timeZone, { months }), withinDays(all), timeZone)));
  return found.slice(0, 5);
}

async function differences(basis: RollupBasis, kept: Pieces, counted: Pieces, timeZone: string) {
  const sums = (spans: Pieces[]) => sumsOfTransactions({ basis, grains: Object.values(RollupGrain), spans, timeZone });
  const keys = Prisma.raw('"grain", "currency", "kind", "state", "gateway", "country", "planId", "cash"');
  return rows.parse(
    await db.$queryRaw`
      SELECT concat_ws(' ', 'sum', ${basis}::text, "grain", "currency", "kind", "state", "gateway", "country", "planId") AS "what",
             'keeps ' || sum("count") || ' transactions and ' || sum("amount") || ' more than there are' AS "detail"
      FROM (SELECT ${keys}, "count", "amount" FROM (${sums([kept])}) kept
            UNION ALL SELECT ${keys}, -"count", -"amount" FROM (${sums([counted])}) counted) t
      GROUP BY ${keys} HAVING sum("count") <> 0 OR sum("amount") <> 0 ORDER BY 1 LIMIT 5`,
  );
}
