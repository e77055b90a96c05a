import { z } from "zod";
import { Prisma } from "#lib/db/generated/client.ts";
import { BOOKS_TAKE_MS, snapshot } from "#lib/db/transaction.ts";
import { civilDayOf, extentIn } from "./rollups/civil-days.ts";
import { LEDGER } from "./rollups/cursor.ts";

const differences = z.array(z.object({ what: z.string(), detail: z.string() }));

/** Where the sums of the ledger that are kept are not what the entries that were added up come to; a few of them. */
export function ledgerDifferences(): Promise<{ what: string; detail: string }[]> {
  return snapshot(async (tx) => {
    const cursor = await tx.rollupCursor.findUnique({ where: { name: LEDGER } });
    if (!cursor?.entryId) return [];
    const { timeZone, entryId } = cursor;
    const extent = extentIn(
      await tx.$queryRaw`SELECT min("at") AS "first", max("at") AS "last" FROM "LedgerEntry" WHERE "id" <= ${entryId}::uuid`,
    );
    return differences.parse(
      await tx.$queryRaw`
        SELECT concat_ws(' ', 'ledger', "day", "account", "currency") AS "what",
               'keeps ' || sum("debit") || ' debit and ' || sum("credit") || ' credit more than there are' AS "detail"
        FROM (SELECT "day", "account", "currency", "debit", "credit" FROM "LedgerRollup"
              UNION ALL
              SELECT ${civilDayOf(Prisma.sql`"at"`, extent, timeZone)}, "account", "currency", -greatest("amount", 0), -greatest(-"amount", 0)
              FROM "LedgerEntry" WHERE "id" <= ${entryId}::uuid) t
        GROUP BY "day", "account", "currency" HAVING sum("debit") <> 0 OR sum("credit") <> 0 ORDER BY 1 LIMIT 5`,
    );
  }, BOOKS_TAKE_MS);
}
