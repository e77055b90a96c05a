import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { TransactionStatus } from "#lib/db/generated/client.ts";
import type { Period } from "./period.ts";

const state = z.object({
  status: z.enum(TransactionStatus),
  count: z.int(),
});
export type StateCount = z.output<typeof state>;

/** Charges that were begun in the period, by how they stand now, in every currency. */
export async function transactionsByState({ start, end }: Period): Promise<StateCount[]> {
  const rows = await db.$queryRaw`
    SELECT "status"::text AS "status", count(*)::int AS "count"
    FROM "Transaction"
    WHERE "kind" = 'CHARGE' AND "createdAt" >= ${start} AND "createdAt" < ${end}
    GROUP BY 1 ORDER BY 2 DESC, 1`;
  return state.array().parse(rows);
}
