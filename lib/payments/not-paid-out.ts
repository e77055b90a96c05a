import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { noteDifferences } from "./differences.ts";

const DAY_MS = 86_400_000;
/** A payment of a month that is paid out with the next, and some days for the bank. */
const LATE_MS = 45 * DAY_MS;
/** What was not looked for when it was late is looked for this much longer. */
const LOOKED_FOR_MS = 90 * DAY_MS;

/**
 * Notes payments that went through long ago and are in no payout, though payouts that were made after them have been read. Where one of
 * these does not say what it is made of nobody can tell.
 * @param elsewhere - brands of what is in no payout (`paidElsewhere` of the port)
 */
export async function noteNotPaidOut(gateway: string, elsewhere: string[] = []): Promise<void> {
  const until = new Date(now().getTime() - LATE_MS);
  const late = await db.$queryRaw<{ id: string; paymentReference: string; currency: string; amount: bigint; settledAt: Date }[]>`
    SELECT t."id", t."paymentReference", t."currency", t."amount", t."settledAt" FROM "Transaction" t
    JOIN "GatewaySweep" s ON s."gateway" = t."gateway" AND s."list" = 'PAYOUTS' AND t."settledAt" >= s."beganAt"
    WHERE t."gateway" = ${gateway} AND t."settledAt" BETWEEN ${new Date(until.getTime() - LOOKED_FOR_MS)} AND ${until}
      AND t."kind" = 'CHARGE' AND t."status" = 'SUCCEEDED' AND t."amount" > 0 AND t."paymentReference" IS NOT NULL
      AND coalesce(t."brand", '') <> ALL(${elsewhere})
      AND NOT EXISTS (SELECT FROM "PayoutLine" l WHERE l."transactionId" = t."id" AND l."kind" = 'PAYMENT')
      AND EXISTS (SELECT FROM "Payout" p WHERE p."gateway" = t."gateway" AND p."at" > t."settledAt" AND p."linesReadAt" IS NOT NULL)
      AND NOT EXISTS (SELECT FROM "Payout" p WHERE p."gateway" = t."gateway" AND p."at" > t."settledAt" AND NOT p."itemised")
    ORDER BY t."settledAt" LIMIT 1000`;
  await noteDifferences(
    late.map(({ id, paymentReference, currency, amount, settledAt }) => ({
      gateway,
      kind: "NOT_PAID_OUT",
      subject: paymentReference,
      paymentReference,
      transactionId: id,
      currency,
      ours: amount,
      at: settledAt,
    })),
  );
}
