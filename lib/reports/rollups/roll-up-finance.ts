import { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { civilDayOf } from "./civil-days.ts";
import { FINANCE } from "./cursor.ts";
import { journalsOf, moneyParts, revenueParts, taxParts } from "./finance-parts.ts";
import { type Entries, type EntriesReader, entriesIn, readOn } from "./read-entries.ts";

const READER: EntriesReader = {
  name: FINANCE,
  async forget(tx) {
    await tx.taxRollup.deleteMany();
    await tx.revenueRollup.deleteMany();
    await tx.moneyRollup.deleteMany();
  },
  addUp,
};

/** Adds up what the reports for finance tell apart beyond the accounts of the ledger, from at most `limit` of its entries, and returns how many (`readOn`). */
export function rollUpFinance(limit = 20_000, until?: string): Promise<number> {
  return readOn(READER, limit, until);
}

function addUp(tx: Tx, entries: Entries): Promise<number> {
  const { timeZone } = entries;
  const day = civilDayOf(Prisma.sql`"at"`, entries, timeZone);
  const journals = Prisma.sql`SELECT * FROM "journals"`;
  return tx.$executeRaw`
    WITH "journals" AS MATERIALIZED (${journalsOf(entriesIn(entries))}),
    "taxed" AS (
      INSERT INTO "TaxRollup" AS r ("currency", "day", "kind", "country", "ratePpm", "treatment", "net", "tax")
      SELECT "currency", ${day}, "kind", "country", "ratePpm", "treatment", sum("net"), sum("tax") FROM (${taxParts(journals)}) p
      GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
      ON CONFLICT ("currency", "day", "kind", "country", "ratePpm", "treatment") DO UPDATE SET "net" = r."net" + EXCLUDED."net", "tax" = r."tax" + EXCLUDED."tax"
    ), "earned" AS (
      INSERT INTO "RevenueRollup" AS r ("currency", "month", "billed", "kind", "amount")
      SELECT "currency", "month", "billed", "kind", sum("amount") FROM (${revenueParts(journals, lastDay(entries), timeZone)}) p
      GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
      ON CONFLICT ("currency", "month", "billed", "kind") DO UPDATE SET "amount" = r."amount" + EXCLUDED."amount"
    )
    INSERT INTO "MoneyRollup" AS r ("currency", "day", "account", "cause", "debit", "credit")
    SELECT "currency", ${day}, "account", "cause", sum("debit"), sum("credit") FROM (${moneyParts(entriesIn(entries))}) p
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT ("currency", "day", "account", "cause") DO UPDATE SET "debit" = r."debit" + EXCLUDED."debit", "credit" = r."credit" + EXCLUDED."credit"`;
}

function lastDay({ last, timeZone }: Entries): Temporal.PlainDate {
  return civilDate(last as Date, timeZone);
}
