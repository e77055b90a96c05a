import { z } from "zod";
import { snapshot } from "#lib/db/transaction.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import { LEDGER } from "./rollups/cursor.ts";

const span = z.array(z.object({ first: z.date().nullable(), last: z.date().nullable() })).length(1);
const differences = z.array(z.object({ what: z.string(), detail: z.string() }));

/** Where the sums of the ledger that are kept are not what the entries that were added up come to; a few of them. */
export function ledgerDifferences(): Promise<{ what: string; detail: string }[]> {
  return snapshot(async (tx) => {
    const cursor = await tx.rollupCursor.findUnique({ where: { name: LEDGER } });
    if (!cursor?.entryId) return [];
    const { timeZone, entryId } = cursor;
    const [{ first, last }] = span.parse(
      await tx.$queryRaw`SELECT min("at") AS "first", max("at") AS "last" FROM "LedgerEntry" WHERE "id" <= ${entryId}::uuid`,
    );
    const dates: Temporal.PlainDate[] = [];
    if (first && last)
      for (let day = civilDate(first, timeZone); startOfDay(day, timeZone) <= last; day = day.add({ days: 1 })) dates.push(day);
    const days = dates.map((day) => new Date(day.toString()));
    const starts = dates.map((day) => startOfDay(day, timeZone));
    return differences.parse(
      await tx.$queryRaw`
        SELECT concat_ws(' ', 'ledger', "day", "account", "currency") AS "what",
               'keeps ' || sum("debit") || ' debit and ' || sum("credit") || ' credit more than there are' AS "detail"
        FROM (SELECT "day", "account", "currency", "debit", "credit" FROM "LedgerRollup"
              UNION ALL
              SELECT (${days}::date[])[width_bucket("at", ${starts}::timestamptz[])], "account", "currency", -greatest("amount", 0), -greatest(-"amount", 0)
              FROM "LedgerEntry" WHERE "id" <= ${entryId}::uuid) t
        GROUP BY "day", "account", "currency" HAVING sum("debit") <> 0 OR sum("credit") <> 0 ORDER BY 1 LIMIT 5`,
    );
  });
}
