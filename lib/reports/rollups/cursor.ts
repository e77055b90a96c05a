import { Prisma } from "#lib/db/generated/client.ts";
import type { Cursor } from "#lib/events/read.ts";

export const TRANSACTIONS = "transactions";
export const MRR = "mrr";
export const SUBSCRIPTIONS = "subscriptions";

/** SQL for the events of payments after a cursor; that at `upTo` is included. */
export function paymentEvents({ after, upTo }: { after: Cursor; upTo: Cursor }): Prisma.Sql {
  return Prisma.sql`
    SELECT * FROM "DomainEvent"
    WHERE "subject" = 'PAYMENT' AND ("txid", "position") > (${after.txid}, ${after.position}) AND ("txid", "position") <= (${upTo.txid}, ${upTo.position})`;
}

/** SQL for the cursor that counts days of this time zone; none where nothing was rolled up for it. For a statement's `WITH`. */
export function cursorOf(timeZone: string): Prisma.Sql {
  return Prisma.sql`cursor AS (SELECT "txid", "position" FROM "RollupCursor" WHERE "name" = ${TRANSACTIONS} AND "timeZone" = ${timeZone})`;
}

/** SQL for the events of payments that `cursor` has not read yet (a function of the database: migration transaction_rollups). */
export const UNREAD_PAYMENTS = Prisma.sql`
  SELECT * FROM unread_payments(coalesce((SELECT "txid" FROM cursor), 0), coalesce((SELECT "position" FROM cursor), 0))`;

/** SQL for the events of subscriptions, and of what they let viewers watch, after a cursor; that at `upTo` is included. */
export function subscriptionEvents({ after, upTo }: { after: Cursor; upTo: Cursor }): Prisma.Sql {
  return Prisma.sql`
    SELECT * FROM "DomainEvent"
    WHERE "subscriptionId" IS NOT NULL AND ("txid", "position") > (${after.txid}, ${after.position}) AND ("txid", "position") <= (${upTo.txid}, ${upTo.position})`;
}

/** SQL for those that a cursor has not read yet (a function of the database: migration mrr_movements). */
export function unreadSubscriptions({ txid, position }: Cursor): Prisma.Sql {
  return Prisma.sql`SELECT * FROM unread_subscriptions(${txid}, ${position})`;
}
