import { Prisma } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import { RECEIVABLE_SQL } from "#lib/payments/state.ts";

/** When the company's day began. */
export function today(timeZone: string): Date {
  return startOfDay(civilDate(now(), timeZone), timeZone);
}

/** Somebody was charged without being there, and has to confirm it. A page that was opened to pay on, and left, is no failure. */
const TO_CONFIRM = (row: Prisma.Sql) => Prisma.sql`${row}."status" = 'NEEDS_ACTION' AND ${row}."paymentMethodId" IS NOT NULL`;

/** The ways to charges of `"Transaction" t` that failed since then, each with its index: declined, or to be confirmed. */
export function waysToFailed(since: Date): Prisma.Sql[] {
  return [
    Prisma.sql`t."status" = 'DECLINED' AND t."settledAt" >= ${since}`,
    Prisma.sql`${TO_CONFIRM(Prisma.sql`t`)} AND t."createdAt" >= ${since}`,
  ];
}

const ISSUED = Prisma.sql`SELECT 1 FROM "Invoice" i WHERE i."id" = t."invoiceId" AND i."number" IS NOT NULL`;

/**
 * SQL for "and it was not paid since": its invoice is open, and there was no later try of it; where nothing is issued before it is paid, none by
 * this viewer for this plan. Tries that were left say nothing, and neither do pages that are open.
 */
export const NOT_PAID_SINCE = Prisma.sql`(t."kind" = 'CHARGE' AND NOT EXISTS (${ISSUED} AND i."status" <> 'OPEN') AND NOT EXISTS (
  SELECT 1 FROM "Transaction" later
  WHERE later."customerId" = t."customerId" AND later."createdAt" >= t."createdAt" AND later."number" > t."number" AND later."kind" = 'CHARGE'
    AND (later."status" NOT IN ${RECEIVABLE_SQL} OR ${TO_CONFIRM(Prisma.sql`later`)})
    AND (later."invoiceId" = t."invoiceId" OR later."planId" = t."planId" AND NOT EXISTS (${ISSUED}))))`;
