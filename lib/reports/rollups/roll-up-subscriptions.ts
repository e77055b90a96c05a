import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { SubscriptionStatus } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { BEGINNING } from "#lib/events/read.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { SUBSCRIPTIONS } from "./cursor.ts";

const change = z.object({
  planId: z.string(),
  status: z.enum(SubscriptionStatus),
  activatedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  count: z.int(),
});
type Change = z.output<typeof change>;

/**
 * Takes what changed of subscriptions into the sums that are kept of them, at most `limit` changes, and returns how many. Where the account's time zone has changed, all are counted anew: days are
 * others there.
 */
export async function rollUpSubscriptions(limit = 20_000): Promise<number> {
  const { timeZone } = (await getSettings()).company;
  await db.rollupCursor.createMany({ data: [{ name: SUBSCRIPTIONS, timeZone, ...BEGINNING }], skipDuplicates: true });
  return transaction(async (tx) => {
    const [cursor] = await tx.$queryRaw<{ timeZone: string }[]>`
      SELECT "timeZone" FROM "RollupCursor" WHERE "name" = ${SUBSCRIPTIONS} FOR UPDATE SKIP LOCKED`;
    if (!cursor) return 0;
    if (cursor.timeZone !== timeZone) await countAnew(tx, timeZone);
    const changes = change.array().parse(
      await tx.$queryRaw`
        DELETE FROM "SubscriptionChange" WHERE "id" IN (SELECT "id" FROM "SubscriptionChange" ORDER BY "id" LIMIT ${limit})
        RETURNING "planId", "status"::text AS "status", "activatedAt", "endedAt", "count"::int AS "count"`,
    );
    await addMoves(tx, changes, timeZone);
    await addLosses(tx, changes, timeZone);
    await addStates(tx, changes);
    return changes.length;
  });
}

async function countAnew(tx: Tx, timeZone: string): Promise<void> {
  await tx.subscriptionRollup.deleteMany();
  await tx.subscriptionCohort.deleteMany();
  await tx.subscriptionCount.deleteMany();
  await tx.$executeRaw`SELECT recount_subscriptions()`;
  await tx.rollupCursor.update({ where: { name: SUBSCRIPTIONS }, data: { timeZone } });
}

async function addMoves(tx: Tx, changes: Change[], timeZone: string): Promise<void> {
  const moves = changes.flatMap(({ planId, activatedAt, endedAt, count }) => {
    if (!activatedAt) return [];
    const began = { planId, move: "BEGAN", at: activatedAt, count };
    return endedAt ? [began, { planId, move: "ENDED", at: endedAt, count }] : [began];
  });
  const cells = summed(
    moves.flatMap(({ planId, move, at, count }) => {
      const date = civilDate(at, timeZone);
      return [
        { key: ["DAY", date.toString(), planId, move], count },
        { key: ["MONTH", date.with({ day: 1 }).toString(), planId, move], count },
      ];
    }),
  );
  const column = (index: number) => cells.map(({ key }) => key[index]);
  await tx.$executeRaw`
    INSERT INTO "SubscriptionRollup" AS r ("unit", "day", "planId", "move", "count")
    SELECT * FROM unnest(${column(0)}::"RollupUnit"[], ${column(1)}::date[], ${column(2)}::uuid[], ${column(3)}::"SubscriptionMove"[], ${counts(cells)}::bigint[])
    ON CONFLICT ("unit", "day", "planId", "move") DO UPDATE SET "count" = r."count" + EXCLUDED."count"`;
}

async function addLosses(tx: Tx, changes: Change[], timeZone: string): Promise<void> {
  const month = (at: Date) => civilDate(at, timeZone).with({ day: 1 }).toString();
  const cells = summed(
    changes.flatMap(({ planId, activatedAt, endedAt, count }) =>
      activatedAt && endedAt ? [{ key: [month(activatedAt), month(endedAt), planId], count }] : [],
    ),
  );
  const column = (index: number) => cells.map(({ key }) => key[index]);
  await tx.$executeRaw`
    INSERT INTO "SubscriptionCohort" AS r ("began", "ended", "planId", "count")
    SELECT * FROM unnest(${column(0)}::date[], ${column(1)}::date[], ${column(2)}::uuid[], ${counts(cells)}::bigint[])
    ON CONFLICT ("began", "ended", "planId") DO UPDATE SET "count" = r."count" + EXCLUDED."count"`;
}

async function addStates(tx: Tx, changes: Change[]): Promise<void> {
  const cells = summed(
    changes.map(({ planId, status, activatedAt, count }) => ({ key: [planId, status, String(activatedAt !== null)], count })),
  );
  const column = (index: number) => cells.map(({ key }) => key[index]);
  await tx.$executeRaw`
    INSERT INTO "SubscriptionCount" AS r ("planId", "status", "begun", "count")
    SELECT * FROM unnest(${column(0)}::uuid[], ${column(1)}::"SubscriptionStatus"[], ${column(2)}::boolean[], ${counts(cells)}::bigint[])
    ON CONFLICT ("planId", "status", "begun") DO UPDATE SET "count" = r."count" + EXCLUDED."count"`;
}

type Cell = { key: string[]; count: number };

/** One for each key, without those that come to nothing. */
function summed(cells: Cell[]): Cell[] {
  const sums = new Map<string, Cell>();
  for (const { key, count } of cells) {
    const sum = sums.get(key.join()) ?? { key, count: 0 };
    sum.count += count;
    sums.set(key.join(), sum);
  }
  return [...sums.values()].filter(({ count }) => count !== 0);
}

function counts(cells: Cell[]): number[] {
  return cells.map(({ count }) => count);
}
