import type { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";

/** So many days what is known of single visitors is kept; their sums stay. */
export const VISITS_KEPT_DAYS = 400;

type Key = Prisma.FunnelVisitVisitorDayCompoundUniqueInput;

/** Takes visitors who went on after their day was added up. Nobody else has them until the transaction ends. */
export function takeLateVisits(tx: Tx, limit: number): Promise<Key[]> {
  return tx.$queryRaw<Key[]>`
    SELECT "visitor", "day" FROM "FunnelVisit" WHERE "counted" IS NOT NULL ORDER BY "day" LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
}

/** All that visitors did is in the sums now. */
export async function settleVisits(tx: Tx, keys: Key[]): Promise<void> {
  const [visitors, days] = [keys.map(({ visitor }) => visitor), keys.map(({ day }) => day)];
  await tx.$executeRaw`
    UPDATE "FunnelVisit" v SET "counted" = NULL FROM unnest(${visitors}::uuid[], ${days}::date[]) k ("visitor", "day")
    WHERE v."visitor" = k."visitor" AND v."day" = k."day"`;
}

/** Forgets the visitors of a day. */
export async function forgetVisits(tx: Tx, day: Date): Promise<void> {
  await tx.funnelVisit.deleteMany({ where: { day } });
}
