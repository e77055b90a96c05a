import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { BEGINNING } from "#lib/events/read.ts";
import { firstId } from "#lib/kernel/ids.ts";
import { getSettings } from "#lib/settings/settings.ts";

/** An entry's id says when it was made; its transaction ends within half a minute of that, and clocks of machines differ by less than the rest. */
const SETTLES_MS = 600_000;
const NONE = "00000000-0000-0000-0000-000000000000";

/** Entries of the ledger to be added up next: so many after one, the last of them `upTo`; of which instants, in whose days. */
export type Entries = { after: string; upTo: string; count: number; first: Date | null; last: Date | null; timeZone: string };

export type EntriesReader = {
  /** As `RollupCursor` has it. */
  name: string;
  forget(tx: Tx): Promise<unknown>;
  addUp(tx: Tx, entries: Entries): Promise<unknown>;
};

/**
 * Adds up what was posted until some minutes ago, at most `limit` entries, and returns how many. Where the company's time zone has changed it begins anew: days are others there.
 * @param until the id before which all entries are there to be seen
 */
export async function readOn(
  { name, forget, addUp }: EntriesReader,
  limit: number,
  until = firstId(Date.now() - SETTLES_MS),
): Promise<number> {
  const { timeZone } = (await getSettings()).company;
  await db.rollupCursor.createMany({ data: [{ name, timeZone, ...BEGINNING }], skipDuplicates: true });
  return transaction(async (tx) => {
    const [cursor] = await tx.$queryRaw<{ timeZone: string; entryId: string | null }[]>`
      SELECT "timeZone", "entryId" FROM "RollupCursor" WHERE "name" = ${name} FOR UPDATE SKIP LOCKED`;
    if (!cursor) return 0;
    const anew = cursor.timeZone !== timeZone;
    if (anew) await forget(tx);
    const after = (anew ? null : cursor.entryId) ?? NONE;
    const { upTo, count, ...extent } = await nextEntries(tx, after, until, limit);
    if (upTo) await addUp(tx, { after, upTo, count, ...extent, timeZone });
    const entryId = upTo ?? (anew ? null : cursor.entryId);
    await tx.rollupCursor.update({ where: { name }, data: { timeZone, entryId } });
    return count;
  });
}

const next = z
  .array(z.object({ upTo: z.string().nullable(), count: z.int(), first: z.date().nullable(), last: z.date().nullable() }))
  .length(1);

async function nextEntries(tx: Tx, after: string, until: string, limit: number) {
  const [found] = next.parse(
    await tx.$queryRaw`
      SELECT max("id"::text) AS "upTo", count(*)::int AS "count", min("at") AS "first", max("at") AS "last"
      FROM (SELECT "id", "at" FROM "LedgerEntry" WHERE "id" > ${after}::uuid AND "id" < ${until}::uuid ORDER BY "id" LIMIT ${limit}) e`,
  );
  return found;
}

/** SQL for them. */
export function entriesIn({ after, upTo, count }: Entries): Prisma.Sql {
  return Prisma.sql`SELECT * FROM "LedgerEntry" WHERE "id" > ${after}::uuid AND "id" <= ${upTo}::uuid ORDER BY "id" LIMIT ${count}`;
}

/** So many are joined one by one; of more, PostgreSQL is to read whole tables. */
const FEW = 100_000;

/** SQL for what a reader has not added up yet of the days of this time zone, and whether it has added up anything of them. */
export async function unreadEntries(tx: Tx, name: string, timeZone: string): Promise<{ unread: Prisma.Sql; kept: boolean }> {
  const cursor = await tx.rollupCursor.findFirst({ where: { name, timeZone }, select: { entryId: true } });
  if (!cursor?.entryId) return { unread: Prisma.sql`SELECT * FROM "LedgerEntry"`, kept: false };
  const all = Prisma.sql`SELECT * FROM "LedgerEntry" WHERE "id" > ${cursor.entryId}::uuid`;
  const limited = Prisma.sql`${all} ORDER BY "id" LIMIT ${Prisma.raw(String(FEW))}`;
  const [{ more }] = await tx.$queryRaw<[{ more: boolean }]>`SELECT count(*) = ${Prisma.raw(String(FEW))} AS "more" FROM (${limited}) e`;
  return { unread: more ? all : limited, kept: true };
}
