import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { BEGINNING } from "#lib/events/read.ts";
import { firstId } from "#lib/kernel/ids.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { civilDayOf } from "./civil-days.ts";
import { LEDGER } from "./cursor.ts";

/** An entry's id says when it was made; its transaction ends within half a minute of that, and clocks of machines differ by less than the rest. */
const SETTLES_MS = 600_000;

/**
 * Adds up what was posted until some minutes ago, at most `limit` entries, and returns how many. Where the company's time zone has changed it begins anew: days are others there.
 * @param until the id before which all entries are there to be seen
 */
export async function rollUpLedger(limit = 20_000, until = firstId(Date.now() - SETTLES_MS)): Promise<number> {
  const { timeZone } = (await getSettings()).company;
  await db.rollupCursor.createMany({ data: [{ name: LEDGER, timeZone, ...BEGINNING }], skipDuplicates: true });
  return transaction(async (tx) => {
    const [cursor] = await tx.$queryRaw<{ timeZone: string; entryId: string | null }[]>`
      SELECT "timeZone", "entryId" FROM "RollupCursor" WHERE "name" = ${LEDGER} FOR UPDATE SKIP LOCKED`;
    if (!cursor) return 0;
    const anew = cursor.timeZone !== timeZone;
    if (anew) await tx.ledgerRollup.deleteMany();
    const entries = await nextEntries(tx, (anew ? null : cursor.entryId) ?? NONE, until, limit);
    if (entries.upTo) await addUp(tx, entries, timeZone);
    const entryId = entries.upTo ?? (anew ? null : cursor.entryId);
    await tx.rollupCursor.update({ where: { name: LEDGER }, data: { timeZone, entryId } });
    return entries.count;
  });
}

const NONE = "00000000-0000-0000-0000-000000000000";

const next = z
  .array(z.object({ upTo: z.string().nullable(), count: z.int(), first: z.date().nullable(), last: z.date().nullable() }))
  .length(1);

async function nextEntries(tx: Tx, after: string, until: string, limit: number) {
  const [found] = next.parse(
    await tx.$queryRaw`
      SELECT max("id"::text) AS "upTo", count(*)::int AS "count", min("at") AS "first", max("at") AS "last"
      FROM (SELECT "id", "at" FROM "LedgerEntry" WHERE "id" > ${after}::uuid AND "id" < ${until}::uuid ORDER BY "id" LIMIT ${limit}) e`,
  );
  return { ...found, after };
}

type Entries = Awaited<ReturnType<typeof nextEntries>>;

async function addUp(tx: Tx, { after, upTo, count, ...extent }: Entries, timeZone: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "LedgerRollup" AS r ("currency", "day", "account", "debit", "credit")
    SELECT "currency", ${civilDayOf(Prisma.sql`"at"`, extent, timeZone)}, "account", sum(greatest("amount", 0)), sum(greatest(-"amount", 0))
    FROM (SELECT * FROM "LedgerEntry" WHERE "id" > ${after}::uuid AND "id" <= ${upTo}::uuid ORDER BY "id" LIMIT ${count}) e
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT ("currency", "day", "account") DO UPDATE SET "debit" = r."debit" + EXCLUDED."debit", "credit" = r."credit" + EXCLUDED."credit"`;
}
