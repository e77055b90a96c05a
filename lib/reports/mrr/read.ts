import { z } from "zod";
import { replica } from "#lib/db/client.ts";
import { Interval, MrrMovementKind, Prisma } from "#lib/db/generated/client.ts";
import { snapshot, type Tx } from "#lib/db/transaction.ts";
import type { Cursor } from "#lib/events/read.ts";
import type { Span } from "../period.ts";
import { MRR, unreadSubscriptions } from "../rollups/cursor.ts";
import type { Pieces } from "../rollups/pieces.ts";
import { piecesSql } from "../rollups/read.ts";
import { allPayers, type Movement, madeOf, movedBy } from "./made.ts";

/** What movements come to. Not a movement: add up `movements`, `parts` and `amount`. `span` is its place in what was asked for, from 1; `place` in `places`, from 1. */
export type MrrSum = {
  span: number;
  place: number;
  kind: MrrMovementKind;
  entered: number;
  planId: string;
  interval: Interval;
  intervalCount: number;
  movements: number;
  parts: number;
  amount: bigint;
};

const sum = z.object({
  span: z.int(),
  place: z.int(),
  kind: z.enum(MrrMovementKind),
  entered: z.int(),
  planId: z.string(),
  interval: z.enum(Interval),
  intervalCount: z.int(),
  movements: z.int(),
  parts: z.int(),
  amount: z.bigint(),
});

export type MrrReading = {
  spans: Pieces[];
  timeZone: string;
  currency: string;
  /** Where places begin: as days, and as the same instants. */
  places: { days: Date[]; starts: Date[] };
};

/** So many customers' rows are read while somebody waits. */
const READ_AT_ONCE = 5000;

/** Whether everybody's movements are still being made, of more customers than could be read for each reader. */
export async function isBeingMade(timeZone: string): Promise<boolean> {
  if ((await replica.rollupCursor.count({ where: { name: MRR, timeZone, made: null } })) > 0) return false;
  const last = await replica.customer.findFirst({ orderBy: { number: "desc" }, select: { number: true } });
  return (last?.number ?? 0) > READ_AT_ONCE;
}

/**
 * What moved in some spans of time: the sums that are kept, and, of those to whom something happened since they were, the difference to what their rows say now. All of it is of one instant.
 * Where not everybody's were kept yet for this time zone, everybody's rows are read.
 */
export function sumsOfMrr(reading: MrrReading): Promise<MrrSum[]> {
  return snapshot((tx) => readSums(tx, reading));
}

/** The same within reads of one instant. */
export async function readSums(tx: Tx, reading: MrrReading): Promise<MrrSum[]> {
  const where = { name: MRR, timeZone: reading.timeZone, made: null };
  const cursor = await tx.rollupCursor.findFirst({ where, select: { txid: true, position: true } });
  const kept = cursor ? sum.array().parse(await tx.$queryRaw(keptSums(reading))) : [];
  const unread = await differences(tx, cursor);
  return [...kept, ...unread.flatMap(({ row, sign }) => sumsAt(reading, row, sign))];
}

function keptSums({ spans, currency, places }: MrrReading): Prisma.Sql {
  const keys = Prisma.raw('"kind", "entered", "planId", "interval", "intervalCount"');
  const rests = spans.flatMap(({ rest }, index) =>
    rest.start < rest.end
      ? [
          Prisma.sql`
    SELECT ${index + 1}::int, width_bucket("at", ${places.starts}::timestamptz[]), ${keys}, CASE WHEN "counts" THEN 1 ELSE 0 END, 1, "amount"
    FROM "MrrMovement" WHERE "at" >= ${rest.start} AND "at" < ${rest.end} AND "currency" = ${currency}`,
        ]
      : [],
  );
  const whole = Prisma.sql`
    SELECT p."span", width_bucket(r."day", ${places.days}::date[]) AS "place", ${keys}, r."movements", r."parts", r."amount"
    FROM ${piecesSql(spans)} p ("span", "unit", "from", "until") JOIN "MrrRollup" r ON r."unit" = p."unit" AND r."day" >= p."from" AND r."day" < p."until"
    WHERE r."currency" = ${currency}`;
  return Prisma.sql`
    SELECT "span", "place", ${keys}, sum("movements")::int AS "movements", sum("parts")::int AS "parts", sum("amount")::bigint AS "amount"
    FROM (${Prisma.join([whole, ...rests], " UNION ALL ")}) m
    GROUP BY 1, 2, 3, 4, 5, 6, 7`;
}

type Signed = { row: Movement; sign: 1 | -1 };

/** Of those to whom something happened since, what there is now, less what is kept. */
async function differences(tx: Tx, cursor: Cursor | null): Promise<Signed[]> {
  const customerIds = cursor ? await movedBy(tx, unreadSubscriptions(cursor)) : await allPayers(tx);
  if (customerIds.length === 0) return [];
  const made = [...(await madeOf(tx, customerIds)).values()].flat();
  const kept = cursor ? await tx.mrrMovement.findMany({ where: { customerId: { in: customerIds } } }) : [];
  return [...made.map((row) => ({ row, sign: 1 as const })), ...kept.map((row) => ({ row, sign: -1 as const }))];
}

function sumsAt({ spans, currency, places }: MrrReading, row: Movement, sign: 1 | -1): MrrSum[] {
  if (row.currency !== currency) return [];
  const { at, kind, entered, planId, interval, intervalCount, amount } = row;
  const place = places.starts.filter((start) => start <= at).length;
  const isIn = ({ start, end }: Span) => start <= at && at < end;
  const found = { place, kind, entered, planId, interval, intervalCount };
  const counted = { movements: row.counts ? sign : 0, parts: sign, amount: BigInt(sign) * amount };
  return spans.flatMap(({ whole, rest }, index) => (isIn(whole) || isIn(rest) ? [{ span: index + 1, ...found, ...counted }] : []));
}
