import { z } from "zod";
import { db } from "#lib/db/client.ts";

const LATELY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
/** How long an answer holds: counted over all payments of a day, it is not asked for each. */
const KNOWN_MS = 30_000;
/** Fewer are chance. */
const FEWEST = 20;

let known: { until: number; attacked: boolean } | undefined;

const counts = z
  .array(z.object({ declined: z.number(), settled: z.number(), declinedBefore: z.number(), settledBefore: z.number() }))
  .length(1);

/**
 * Whether far more payments of viewers fail in these minutes than did in the day before them: cards are tried here, from wherever. Nobody is refused for
 * that: who has never paid is asked for a challenge.
 */
export async function isUnderAttack(at: Date): Promise<boolean> {
  if (known && known.until > at.getTime() && known.until <= at.getTime() + KNOWN_MS) return known.attacked;
  const lately = new Date(at.getTime() - LATELY_MS);
  const dayAgo = new Date(at.getTime() - DAY_MS);
  const [row] = counts.parse(
    await db.$queryRaw`
      SELECT count(*) FILTER (WHERE "status" = 'DECLINED' AND "settledAt" > ${lately})::int AS "declined",
        count(*) FILTER (WHERE "settledAt" > ${lately})::int AS "settled",
        count(*) FILTER (WHERE "status" = 'DECLINED' AND "settledAt" <= ${lately})::int AS "declinedBefore",
        count(*) FILTER (WHERE "settledAt" <= ${lately})::int AS "settledBefore"
      FROM "Transaction" WHERE "settledAt" > ${dayAgo} AND "settledAt" <= ${at} AND "ip" IS NOT NULL
        AND "kind" IN ('CHARGE', 'SETUP') AND "status" <> 'CANCELED'`,
  );
  known = { until: at.getTime() + KNOWN_MS, attacked: isPattern(row) };
  return known.attacked;
}

/** Pure: twice the usual share, and a quarter more; a share that nobody knows yet is taken for one in five. */
function isPattern({ declined, settled, declinedBefore, settledBefore }: z.output<typeof counts>[number]): boolean {
  if (declined < FEWEST) return false;
  const usual = settledBefore < FEWEST ? 0.2 : declinedBefore / settledBefore;
  return declined / settled > Math.min(2 * usual + 0.25, 0.9);
}

/** Whether an account has never paid anything. */
export async function isNew(customerId: string): Promise<boolean> {
  const paid = await db.transaction.findFirst({
    where: { customerId, kind: "CHARGE", status: "SUCCEEDED", amount: { gt: 0 } },
    select: { id: true },
  });
  return paid === null;
}
