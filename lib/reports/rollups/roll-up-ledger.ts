import { Prisma } from "#lib/db/generated/client.ts";
import { civilDayOf } from "./civil-days.ts";
import { LEDGER } from "./cursor.ts";
import { type EntriesReader, entriesIn, readOn } from "./read-entries.ts";

const READER: EntriesReader = {
  name: LEDGER,
  forget: (tx) => tx.ledgerRollup.deleteMany(),
  addUp: (tx, entries) => tx.$executeRaw`
    INSERT INTO "LedgerRollup" AS r ("currency", "day", "account", "debit", "credit")
    SELECT "currency", ${civilDayOf(Prisma.sql`"at"`, entries, entries.timeZone)}, "account", sum(greatest("amount", 0)), sum(greatest(-"amount", 0))
    FROM (${entriesIn(entries)}) e
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT ("currency", "day", "account") DO UPDATE SET "debit" = r."debit" + EXCLUDED."debit", "credit" = r."credit" + EXCLUDED."credit"`,
};

/** Adds up what was posted to each account, by days, at most `limit` entries, and returns how many (`readOn`). */
export function rollUpLedger(limit = 20_000, until?: string): Promise<number> {
  return readOn(READER, limit, until);
}
