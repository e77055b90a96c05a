import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import { DECIDED, UNDER_WAY } from "#lib/payments/state.ts";
import { UNKNOWN_METHODS_SQL } from "./unknown-methods.ts";

/** Civil days that success is told for, each with today. */
const RATE_DAYS = [2, 7, 30] as const;

const DAY_MS = 86_400_000;
/** Of what is older nothing is told: nobody asks how a gateway was last year. */
export const LATELY_MS = 30 * DAY_MS;
/** So many without an answer since the last answer, and it does not answer. */
export const SILENT_AFTER = 3;

const decided = z.object({ succeeded: z.int(), decided: z.int() });
type Rate = { days: number; since: string; first: z.output<typeof decided>; later: z.output<typeof decided> };

const rateRow = z.object({ gateway: z.string(), days: z.int(), later: z.boolean(), ...decided.shape });

const figures = z.object({
  id: z.string(),
  /** When a payment was last settled, a list last read to its end, an event last received; of the last 30 days. */
  lastSettled: z.date().nullable(),
  lastEvent: z.date().nullable(),
  unhandled: z.int(),
  pending: z.int(),
  oldestPending: z.date().nullable(),
  unknown: z.int(),
  oldestUnknown: z.date().nullable(),
  /** Without an answer, and younger than the last answer. */
  silent: z.int(),
  looksDue: z.int(),
  differences: z.int(),
  /** Saved methods that its account does not know. */
  unknownMethods: z.int(),
  sweptTo: z.date().nullable(),
  /** Of the list of payments. Payouts are read with keys of their own, without which all the rest works. */
  sweepFailures: z.int(),
  /** Of any list. */
  sweepError: z.string().nullable(),
});

export type GatewayHealth = z.output<typeof figures> & {
  /** `silent`: it does not answer. `doubtful`: something waits for it, or for us, that should not. `idle`: nothing is known of the last 30 days. */
  state: "well" | "doubtful" | "silent" | "idle";
  rates: Rate[];
};

/**
 * How these gateways do, as the rows say it: the same for whichever process asks. Each figure by an index, so that a million transactions are no
 * slower than a thousand; success by one look at the charges of 30 days.
 */
export async function gatewayHealth(ids: string[], at: Date, timeZone: string): Promise<GatewayHealth[]> {
  const [rows, rates] = await Promise.all([figuresOf(ids, at), ratesOf(ids, at, timeZone)]);
  return rows.map((row) => ({ ...row, state: stateOf(row), rates: rates(row.id) }));
}

function stateOf({
  silent,
  unknown,
  unhandled,
  unknownMethods,
  sweepFailures,
  sweepError,
  lastSettled,
  lastEvent,
}: z.output<typeof figures>): GatewayHealth["state"] {
  if (silent >= SILENT_AFTER || sweepFailures >= SILENT_AFTER) return "silent";
  if (unknown > 0 || unhandled > 0 || unknownMethods > 0 || sweepError !== null) return "doubtful";
  return lastSettled || lastEvent ? "well" : "idle";
}

async function figuresOf(ids: string[], at: Date) {
  const since = new Date(at.getTime() - LATELY_MS);
  const rows = await db.$queryRaw`
    WITH under_way AS (
      SELECT "gateway", "status", "createdAt" FROM "Transaction" WHERE "status" = ANY(${UNDER_WAY}::"TransactionStatus"[])
    ),
    unknown_methods AS (${UNKNOWN_METHODS_SQL})
    SELECT g."id", settled."at" AS "lastSettled",
      (SELECT e."receivedAt" FROM "InboundEvent" e WHERE e."source" = g."id" AND e."receivedAt" >= ${since} ORDER BY e."receivedAt" DESC LIMIT 1) AS "lastEvent",
      (SELECT count(*)::int FROM "InboundEvent" e WHERE e."source" = g."id" AND e."handledAt" IS NULL) AS "unhandled",
      w.*,
      (SELECT count(*)::int FROM under_way u WHERE u."gateway" = g."id" AND u."status" = 'UNKNOWN' AND u."createdAt" > coalesce(settled."at", ${since})) AS "silent",
      (SELECT count(*)::int FROM "Transaction" t WHERE t."reconcileAt" <= ${at} AND t."gateway" = g."id") AS "looksDue",
      (SELECT count(*)::int FROM "GatewayDifference" d WHERE d."gateway" = g."id" AND d."decidedAt" IS NULL) AS "differences",
      (SELECT count(*)::int FROM unknown_methods m WHERE m."gateway" = g."id") AS "unknownMethods",
      s."readTo" AS "sweptTo", coalesce(s."failures", 0) AS "sweepFailures", s."error" AS "sweepError"
    FROM unnest(${ids}::text[]) WITH ORDINALITY g("id", "place")
    LEFT JOIN LATERAL (
      SELECT t."settledAt" AS "at" FROM "Transaction" t WHERE t."gateway" = g."id" AND t."settledAt" >= ${since} ORDER BY t."settledAt" DESC LIMIT 1
    ) settled ON true
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE u."status" = 'PENDING')::int AS "pending", min(u."createdAt") FILTER (WHERE u."status" = 'PENDING') AS "oldestPending",
        count(*) FILTER (WHERE u."status" = 'UNKNOWN')::int AS "unknown", min(u."createdAt") FILTER (WHERE u."status" = 'UNKNOWN') AS "oldestUnknown"
      FROM under_way u WHERE u."gateway" = g."id"
    ) w ON true
    LEFT JOIN LATERAL (
      SELECT max(w."readTo") FILTER (WHERE w."list" = 'PAYMENTS') AS "readTo", max(w."failures") FILTER (WHERE w."list" = 'PAYMENTS') AS "failures",
        (array_agg(w."error" ORDER BY w."failures" DESC, w."error"))[1] AS "error"
      FROM "GatewaySweep" w WHERE w."gateway" = g."id"
    ) s ON true
    ORDER BY g."place"`;
  return figures.array().parse(rows);
}

/** Charges that were decided, by how they came: `first` at the checkout, `later` without the viewer. */
async function ratesOf(ids: string[], at: Date, timeZone: string): Promise<(id: string) => Rate[]> {
  const today = civilDate(at, timeZone);
  const firsts = RATE_DAYS.map((days) => today.subtract({ days: days - 1 }));
  const instants = firsts.map((day) => startOfDay(day, timeZone));
  const rows = rateRow.array().parse(
    await db.$queryRaw`
      SELECT c."gateway", b."days", c."later", sum(c."succeeded")::int AS "succeeded", sum(c."decided")::int AS "decided"
      FROM (
        SELECT "gateway", "orderId" IS NULL AS "later", width_bucket("createdAt", ${instants.toReversed()}::timestamptz[]) AS "bucket",
          count(*) FILTER (WHERE "status" = 'SUCCEEDED') AS "succeeded", count(*) AS "decided"
        FROM "Transaction"
        WHERE "createdAt" >= ${instants.at(-1)} AND "kind" = 'CHARGE' AND "gateway" = ANY(${ids}) AND "status" = ANY(${DECIDED}::"TransactionStatus"[])
        GROUP BY 1, 2, 3
      ) c
      JOIN unnest(${[...RATE_DAYS]}::int[]) WITH ORDINALITY b("days", "place") ON c."bucket" >= ${RATE_DAYS.length + 1} - b."place"
      GROUP BY 1, 2, 3`,
  );
  const none = { succeeded: 0, decided: 0 };
  return (id) =>
    RATE_DAYS.map((days, index) => {
      const of = (later: boolean) => rows.find((row) => row.gateway === id && row.days === days && row.later === later) ?? none;
      return { days, since: firsts[index].toString(), first: of(false), later: of(true) };
    });
}
