import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { type PriceMove, Prisma } from "#lib/db/generated/client.ts";
import { spelled } from "#lib/db/spelled.ts";
import { ENDED } from "#lib/subscriptions/state.ts";

/** Where those stand whom a move takes. `told` may still get the new price, `agreed` of those that were asked; `canceled`: since they were told. */
export const MOVE_STANDS = ["waiting", "told", "agreed", "undelivered", "moved", "canceled", "left"] as const;
export type MoveStand = (typeof MOVE_STANDS)[number];

export type PriceMoveReport = PriceMove & {
  stands: Record<MoveStand, number>;
  /** Whether somebody may still get the new price. */
  underWay: boolean;
  toPrice: Prisma.PriceGetPayload<{ include: { amounts: true } }>;
};

const counted = z.array(z.object({ moveId: z.string(), stand: z.enum(MOVE_STANDS), count: z.number() }));

/** The moves from a price, the newest first, and how far each has come. */
export async function priceMovesFrom(fromPriceId: string): Promise<PriceMoveReport[]> {
  const moves = await db.priceMove.findMany({
    where: { fromPriceId },
    include: { toPrice: { include: { amounts: { orderBy: { currency: "asc" } } } } },
    orderBy: { id: "desc" },
    take: 20,
  });
  const counts = await countStands(moves.map(({ id }) => id));
  return moves.map((move) => {
    const own = counts.filter(({ moveId }) => moveId === move.id);
    const stands = Object.fromEntries(MOVE_STANDS.map((stand) => [stand, own.find((row) => row.stand === stand)?.count ?? 0]));
    const open = move.listedAt === null || ["waiting", "told", "agreed", "undelivered"].some((stand) => stands[stand] > 0);
    return { ...move, stands: stands as Record<MoveStand, number>, underWay: move.stoppedAt === null && open };
  });
}

async function countStands(moveIds: string[]) {
  if (moveIds.length === 0) return [];
  const gone = Prisma.sql`s."cancelAtPeriodEnd" OR s."status" IN ${spelled([...ENDED])}`;
  const rows = await db.$queryRaw`
    SELECT "moveId", stand, count(*)::int AS count FROM (
      SELECT n."moveId", CASE
        WHEN n."status" = 'MOVED' THEN 'moved'
        WHEN n."reason" = 'ended' OR (n."notifiedAt" IS NOT NULL AND (${gone})) THEN 'canceled'
        WHEN n."status" = 'LEFT' OR s."priceId" <> m."fromPriceId" OR ${gone} THEN 'left'
        WHEN n."status" = 'WAITING' THEN 'waiting'
        WHEN n."status" = 'UNDELIVERED' THEN 'undelivered'
        WHEN n."agreedAt" IS NOT NULL THEN 'agreed'
        ELSE 'told' END AS stand
      FROM "PriceNotice" n JOIN "PriceMove" m ON m."id" = n."moveId" JOIN "Subscription" s ON s."id" = n."subscriptionId"
      WHERE n."moveId" = ANY (${moveIds}::uuid[])) AS each
    GROUP BY 1, 2`;
  return counted.parse(rows);
}

export type UntoldRow = { id: string; subscription: { id: string; number: number; payer: { id: string; name: string } } };

/** Whose letter did not arrive, the first of them. */
export function untoldOf(moveId: string, take = 20): Promise<UntoldRow[]> {
  return db.priceNotice.findMany({
    where: { moveId, status: "UNDELIVERED" },
    select: { id: true, subscription: { select: { id: true, number: true, payer: { select: { id: true, name: true } } } } },
    orderBy: { id: "asc" },
    take,
  });
}
