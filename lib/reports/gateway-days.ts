import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { TransactionStatus } from "#lib/db/generated/client.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import { DECIDED, UNDER_WAY } from "#lib/payments/state.ts";

const DAYS = 30;
const MOST = 10;

const day = z.object({ day: z.string(), succeeded: z.int(), declined: z.int() });
export type GatewayDay = z.output<typeof day>;

/** Charges of a gateway that went through or were declined, for each of the last 30 civil days. */
export async function gatewayDays(gateway: string, at: Date, timeZone: string): Promise<GatewayDay[]> {
  const today = civilDate(at, timeZone);
  const days = Array.from({ length: DAYS }, (_, index) => today.subtract({ days: DAYS - 1 - index }));
  const found = day.array().parse(
    await db.$queryRaw`
      SELECT to_char("createdAt" AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS "day", count(*) FILTER (WHERE "status" = 'SUCCEEDED')::int AS "succeeded",
        count(*) FILTER (WHERE "status" <> 'SUCCEEDED')::int AS "declined"
      FROM "Transaction"
      WHERE "createdAt" >= ${startOfDay(days[0], timeZone)} AND "gateway" = ${gateway} AND "kind" = 'CHARGE' AND "status" = ANY(${DECIDED}::"TransactionStatus"[])
      GROUP BY 1`,
  );
  const byDay = new Map(found.map((row) => [row.day, row]));
  return days.map((date) => byDay.get(date.toString()) ?? { day: date.toString(), succeeded: 0, declined: 0 });
}

const decline = z.object({ failureCode: z.string(), failureReason: z.string().nullable(), count: z.int() });
export type DeclineReason = z.output<typeof decline>;

/** Why its charges were declined since an instant, the most frequent first. */
export async function declineReasons(gateway: string, since: Date): Promise<DeclineReason[]> {
  const rows = await db.$queryRaw`
    SELECT coalesce("failureCode", '') AS "failureCode", min("failureReason") AS "failureReason", count(*)::int AS "count"
    FROM "Transaction" WHERE "createdAt" >= ${since} AND "gateway" = ${gateway} AND "kind" = 'CHARGE' AND "status" = 'DECLINED'
    GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ${MOST}`;
  return decline.array().parse(rows);
}

const waiting = z.object({
  id: z.uuid(),
  number: z.int(),
  kind: z.enum(["CHARGE", "SETUP", "REFUND"]),
  status: z.enum(TransactionStatus),
  currency: z.string(),
  amount: z.bigint(),
  createdAt: z.date(),
  reconcileAt: z.date().nullable(),
  reconcileAttempts: z.int(),
  failureReason: z.string().nullable(),
});
export type WaitingPayment = z.output<typeof waiting>;

/** What the gateway has not decided, or not answered, those that wait longest first; none leaves the list before it is known. */
export async function waitingPayments(gateway: string): Promise<WaitingPayment[]> {
  const rows = await db.$queryRaw`
    SELECT "id", "number", "kind"::text, "status"::text, "currency", "amount", "createdAt", "reconcileAt", "reconcileAttempts", "failureReason"
    FROM "Transaction" WHERE "status" = ANY(${UNDER_WAY}::"TransactionStatus"[]) AND "gateway" = ${gateway}
    ORDER BY "createdAt" LIMIT 20`;
  return waiting.array().parse(rows);
}
