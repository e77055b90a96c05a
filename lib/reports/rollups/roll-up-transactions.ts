import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { BEGINNING, type Cursor } from "#lib/events/read.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { civilDayOf, extentIn } from "./civil-days.ts";
import { contributions } from "./contributions.ts";
import { paymentEvents, TRANSACTIONS } from "./cursor.ts";
import { nextEvents } from "./next-events.ts";

/**
 * Reads on in what happened, and adds what payments came to since; at most `limit` events of any kind. Returns how many were read. Where the account's time zone
 * has changed it begins anew: days are others there.
 */
export async function rollUpTransactions(limit = 20_000): Promise<number> {
  const { timeZone } = (await getSettings()).company;
  await db.rollupCursor.createMany({ data: [{ name: TRANSACTIONS, timeZone, ...BEGINNING }], skipDuplicates: true });
  return transaction(async (tx) => {
    const [cursor] = await tx.$queryRaw<(Cursor & { timeZone: string })[]>`
      SELECT "txid", "position", "timeZone" FROM "RollupCursor" WHERE "name" = ${TRANSACTIONS} FOR UPDATE SKIP LOCKED`;
    if (!cursor) return 0;
    const anew = cursor.timeZone !== timeZone;
    if (anew) await tx.transactionRollup.deleteMany();
    const after = anew ? BEGINNING : { txid: cursor.txid, position: cursor.position };
    const { upTo, count } = await nextEvents(tx, after, limit);
    if (upTo) await addUp(tx, paymentEvents({ after, upTo, count }), timeZone);
    await tx.rollupCursor.update({ where: { name: TRANSACTIONS }, data: { timeZone, ...(upTo ?? after) } });
    return count;
  });
}

async function addUp(tx: Tx, events: Prisma.Sql, timeZone: string): Promise<void> {
  const extent = extentIn(
    await tx.$queryRaw`
      SELECT least(min(t."createdAt"), min(t."settledAt")) AS "first", greatest(max(t."createdAt"), max(t."settledAt")) AS "last"
      FROM (${events}) e JOIN "Transaction" t ON t."id" = e."transactionId"`,
  );
  if (!extent.first) return;
  const keys = Prisma.raw('"basis", "grain", "unit", "currency", "day", "kind", "state", "gateway", "country", "planId", "cash"');
  await tx.$executeRaw`
    INSERT INTO "TransactionRollup" AS r (${keys}, "count", "amount")
    SELECT c."basis", g."grain", u."unit", c."currency", CASE u."unit" WHEN 'DAY' THEN c."day" ELSE date_trunc('month', c."day")::date END, c."kind", c."state",
           CASE WHEN g."grain" IN ('CELL', 'GATEWAY') THEN c."gateway" ELSE '' END, CASE WHEN g."grain" IN ('CELL', 'COUNTRY') THEN c."country" ELSE '' END,
           CASE WHEN g."grain" IN ('CELL', 'PLAN') THEN c."planId" ELSE '' END, c."cash", sum(c."count"), sum(c."amount")
    FROM (
      SELECT "basis", ${civilDayOf(Prisma.sql`"at"`, extent, timeZone)} AS "day", "currency", "kind", "state", "gateway", "country", "planId", "cash",
             sum("count") AS "count", sum("amount") AS "amount"
      FROM (${contributions(events)}) c GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING sum("count") <> 0 OR sum("amount") <> 0
    ) c
    CROSS JOIN unnest(enum_range(NULL::"RollupGrain")) g ("grain") CROSS JOIN unnest(enum_range(NULL::"RollupUnit")) u ("unit")
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    ON CONFLICT (${keys}) DO UPDATE SET "count" = r."count" + EXCLUDED."count", "amount" = r."amount" + EXCLUDED."amount"`;
}
