import { db } from "#lib/db/client.ts";
import type { Interval, MrrMovementKind, RollupUnit } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { BEGINNING, type Cursor } from "#lib/events/read.ts";
import { newId } from "#lib/kernel/ids.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { type Movement, madeOf, movedBy, sameMovements } from "../mrr/made.ts";
import { MRR, subscriptionEvents } from "./cursor.ts";
import { lastEvent, nextEvents } from "./next-events.ts";

/** So many customers are made anew at a time: some seconds of work where their rows have to be fetched from a disk. */
const PAGE = 500;

/**
 * Makes everybody's movements of MRR for the first time, customer by customer; then reads on in what happened since that began, and makes them anew of those to whom something did. At most `limit` events of any kind, and a page of
 * customers. Returns how many were read, or `limit` where more may follow at once. What it makes follows from the rows alone, so it does not matter how often, or in which order, it is made. Where the account's time zone
 * has changed it begins anew: days are others there.
 */
export async function rollUpMrr(limit = 20_000): Promise<number> {
  const { timeZone } = (await getSettings()).company;
  await db.rollupCursor.createMany({ data: [{ name: MRR, timeZone, ...BEGINNING, made: 0 }], skipDuplicates: true });
  return transaction(async (tx) => {
    const [cursor] = await tx.$queryRaw<(Cursor & { timeZone: string; made: number | null })[]>`
      SELECT "txid", "position", "timeZone", "made" FROM "RollupCursor" WHERE "name" = ${MRR} FOR UPDATE SKIP LOCKED`;
    if (!cursor) return 0;
    const begun = cursor.timeZone === timeZone ? cursor : await beginAnew(tx, timeZone);
    return begun.made === null ? readOn(tx, begun, timeZone, limit) : makeNext(tx, begun.made, timeZone, limit);
  });
}

async function beginAnew(tx: Tx, timeZone: string) {
  await tx.mrrRollup.deleteMany();
  await tx.mrrMovement.deleteMany();
  return tx.rollupCursor.update({ where: { name: MRR }, data: { timeZone, made: 0 } });
}

/** From customer to customer, for events of a long history tell of each of them again and again. */
async function makeNext(tx: Tx, made: number, timeZone: string, limit: number): Promise<number> {
  const since = made === 0 ? await lastEvent(tx) : {};
  const page = await tx.customer.findMany({
    where: { number: { gt: made } },
    select: { id: true, number: true },
    orderBy: { number: "asc" },
    take: PAGE,
  });
  await makeAnew(
    tx,
    page.map(({ id }) => id),
    timeZone,
  );
  await tx.rollupCursor.update({ where: { name: MRR }, data: { made: page.at(-1)?.number ?? null, ...since } });
  return limit;
}

async function readOn(tx: Tx, after: Cursor, timeZone: string, limit: number): Promise<number> {
  const { upTo, count, moved } = await nextMoved(tx, after, limit);
  if (!upTo) return 0;
  await makeAnew(tx, moved, timeZone);
  await tx.rollupCursor.update({ where: { name: MRR }, data: upTo });
  return moved.length > 0 ? limit : count;
}

/** Fewer events where they moved more than a page of customers: a transaction that takes too long would begin again for ever. */
async function nextMoved(tx: Tx, after: Cursor, limit: number): Promise<{ upTo: Cursor | null; count: number; moved: string[] }> {
  const { upTo, count } = await nextEvents(tx, after, limit);
  const moved = upTo ? await movedBy(tx, subscriptionEvents({ after, upTo, count })) : [];
  if (moved.length <= PAGE || count === 1) return { upTo, count, moved };
  return nextMoved(tx, after, Math.max(Math.floor((count * PAGE) / (moved.length + 1)), 1));
}

async function makeAnew(tx: Tx, customerIds: string[], timeZone: string): Promise<void> {
  const made = await madeOf(tx, customerIds);
  const rows = await tx.mrrMovement.findMany({ where: { customerId: { in: customerIds } } });
  const kept = Map.groupBy(rows, ({ customerId }) => customerId);
  const changed = customerIds.filter((id) => !sameMovements(kept.get(id) ?? [], made.get(id) ?? []));
  if (changed.length === 0) return;
  const gone = changed.flatMap((id) => kept.get(id) ?? []);
  const come = changed.flatMap((id) => made.get(id) ?? []);
  await tx.mrrMovement.deleteMany({ where: { customerId: { in: changed } } });
  await tx.mrrMovement.createMany({ data: come.map((row) => ({ id: newId(row.at.getTime()), ...row })) });
  await addUp(tx, [...gone.map((row) => ({ row, sign: -1n })), ...come.map((row) => ({ row, sign: 1n }))], timeZone);
}

type Cell = {
  unit: RollupUnit;
  day: string;
  currency: string;
  kind: MrrMovementKind;
  entered: number;
  planId: string;
  interval: Interval;
  intervalCount: number;
  movements: bigint;
  parts: bigint;
  amount: bigint;
};

async function addUp(tx: Tx, moved: { row: Movement; sign: bigint }[], timeZone: string): Promise<void> {
  const cells = cellsOf(moved, timeZone);
  const column = <Name extends keyof Cell>(name: Name) => cells.map((cell) => cell[name]);
  await tx.$executeRaw`
    INSERT INTO "MrrRollup" AS r ("unit", "day", "currency", "kind", "entered", "planId", "interval", "intervalCount", "movements", "parts", "amount")
    SELECT * FROM unnest(${column("unit")}::"RollupUnit"[], ${column("day")}::date[], ${column("currency")}::text[], ${column("kind")}::"MrrMovementKind"[],
      ${column("entered")}::int[], ${column("planId")}::uuid[], ${column("interval")}::"Interval"[], ${column("intervalCount")}::int[],
      ${column("movements")}::bigint[], ${column("parts")}::bigint[], ${column("amount")}::bigint[])
    ON CONFLICT ("unit", "day", "currency", "kind", "entered", "planId", "interval", "intervalCount")
    DO UPDATE SET "movements" = r."movements" + EXCLUDED."movements", "parts" = r."parts" + EXCLUDED."parts", "amount" = r."amount" + EXCLUDED."amount"`;
}

/** What they come to by days and months of the time zone. In one order, so that nobody waits for another in a circle. */
function cellsOf(moved: { row: Movement; sign: bigint }[], timeZone: string): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { row, sign } of moved) {
    const { currency, kind, entered, planId, interval, intervalCount, amount } = row;
    const date = civilDate(row.at, timeZone);
    for (const unit of ["DAY", "MONTH"] as const) {
      const day = (unit === "DAY" ? date : date.with({ day: 1 })).toString();
      const key = [unit, day, currency, kind, entered, planId, interval, intervalCount].join(" ");
      const same = { unit, day, currency, kind, entered, planId, interval, intervalCount };
      const cell = cells.get(key) ?? { ...same, movements: 0n, parts: 0n, amount: 0n };
      cell.movements += row.counts ? sign : 0n;
      cell.parts += sign;
      cell.amount += sign * amount;
      cells.set(key, cell);
    }
  }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}
