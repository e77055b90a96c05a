import { z } from "zod";
import { replica } from "#lib/db/client.ts";
import { TransactionStatus } from "#lib/db/generated/client.ts";
import { EVERYTHING, isNarrowed, isOf } from "./narrowing.ts";
import type { Period } from "./period.ts";
import { piecesOf } from "./rollups/pieces.ts";
import { sumsOfTransactions } from "./rollups/read.ts";

const state = z.object({
  status: z.enum(TransactionStatus),
  count: z.int(),
});
export type StateCount = z.output<typeof state>;

/** Charges that were begun in the period, by how they stand now, in every currency. */
export async function transactionsByState(period: Period, of = EVERYTHING): Promise<StateCount[]> {
  const { timeZone } = period;
  const grain = isNarrowed(of) ? "CELL" : "GATEWAY";
  const rows = await replica.$queryRaw`
    SELECT "state" AS "status", sum("count")::int AS "count"
    FROM (${sumsOfTransactions({ basis: "CREATED", grains: [grain], spans: [piecesOf(period, timeZone, { months: true })], timeZone })}) t
    WHERE "kind" = 'CHARGE' AND ${isOf(of)}
    GROUP BY 1 HAVING sum("count") > 0 ORDER BY 2 DESC, 1`;
  return state.array().parse(rows);
}
