import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { BEGINNING } from "#lib/events/read.ts";
import { firstId } from "#lib/kernel/ids.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";
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
    if (entries.last) await addUp(tx, entries, timeZone);
    const entryId = entries.last ?? (anew ? null : cursor.entryId);
    await tx.rollupCursor.update({ where: { name: LEDGER }, data: { timeZone, entryId } });
    return entries.count;
  });
}

const NONE = "00000000-0000-0000-0000-000000000000";

const next = z
  .array(z.object({ last: z.string().nullable(), count: z.int(), first: z.date().nullable(), latest: z.date().nullable() }))
  .length(1);

async function nextEntries(tx: Tx, after: string, until: string, limit: number) {
  const [found] = next.parse(
    await tx.$queryRaw`
      SELECT max("id"::text) AS "last", count(*)::int AS "count", min("at") AS "first", max("at") AS "latest"
      FROM (SELECT "id", "at" FROM "LedgerEntry" WHERE "id" > ${after}::uuid AND "id" < ${until}::uuid ORDER BY "id" LIMIT ${limit}) e`,
  );
  return { ...found, after };
}

type Entries = Awaited<ReturnType<typeof nextEntries>>;

/** PostgreSQL only compares instants with the starts of days: its rules of time zones are others than ours. */
async function addUp(tx: Tx, { after, last, count, first, latest }: Entries, timeZone: string): Promise<void> {
  const days = daysOf(civilDate(first!, timeZone), civilDate(latest!, timeZone));
  const [dates, starts] = [days.map((day) => new Date(day.toString())), days.map((day) => startOfDay(day, timeZone))];
  await tx.$executeRaw`
    INSERT INTO "LedgerRollup" AS r ("currency", "day", "account", "debit", "credit")
    SELECT "currency", (${dates}::date[])[width_bucket("at", ${starts}::timestamptz[])], "account", sum(greatest("amount", 0)), sum(greatest(-"amount", 0))
    FROM (SELECT * FROM "LedgerEntry" WHERE "id" > ${after}::uuid AND "id" <= ${last}::uuid ORDER BY "id" LIMIT ${count}) e
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT ("currency", "day", "account") DO UPDATE SET "debit" = r."debit" + EXCLUDED."debit", "credit" = r."credit" + EXCLUDED."credit"`;
}

function daysOf(from: Temporal.PlainDate, to: Temporal.PlainDate): Temporal.PlainDate[] {
  return Array.from({ length: from.until(to, { largestUnit: "days" }).days + 1 }, (_, days) => from.add({ days }));
}
