import { Prisma } from "#lib/db/generated/client.ts";
import type { Cursor } from "#lib/events/read.ts";

export const TRANSACTIONS = "transactions";
export const MRR = "mrr";
export const SUBSCRIPTIONS = "subscriptions";
export const LEDGER = "ledger";
export const FINANCE = "finance";

/** Events to be read next: so many after a cursor, the last of them at `upTo`. */
export type NextEvents = { after: Cursor; upTo: Cursor; count: number };

/** SQL for those of payments. */
export function paymentEvents(next: NextEvents): Prisma.Sql {
  return Prisma.sql`SELECT * FROM (${eventsOf(next)}) e WHERE "subject" = 'PAYMENT'`;
}

/** SQL for those of subscriptions, and of what they let viewers watch. */
export function subscriptionEvents(next: NextEvents): Prisma.Sql {
  return Prisma.sql`SELECT * FROM (${eventsOf(next)}) e WHERE "subscriptionId" IS NOT NULL`;
}

/** The limit tells PostgreSQL how few they are: of two places in an index it knows nothing where one transaction wrote most, and would read every event and payment. */
function eventsOf({ after, upTo, count }: NextEvents): Prisma.Sql {
  return Prisma.sql`
    SELECT * FROM "DomainEvent" WHERE ("txid", "position") > (${after.txid}, ${after.position}) AND ("txid", "position") <= (${upTo.txid}, ${upTo.position})
    ORDER BY "txid", "position" LIMIT ${count}`;
}

/** SQL for the cursor that counts days of this time zone; none where nothing was rolled up for it. For a statement's `WITH`. */
export function cursorOf(timeZone: string): Prisma.Sql {
  return Prisma.sql`cursor AS (SELECT "txid", "position" FROM "RollupCursor" WHERE "name" = ${TRANSACTIONS} AND "timeZone" = ${timeZone})`;
}

/** SQL for the events of payments that `cursor` has not read yet (a function of the database: migration transaction_rollups). */
export const UNREAD_PAYMENTS = Prisma.sql`
  SELECT * FROM unread_payments(coalesce((SELECT "txid" FROM cursor), 0), coalesce((SELECT "position" FROM cursor), 0))`;

/** SQL for the events of subscriptions that a cursor has not read yet (a function of the database: migration mrr_movements). */
export function unreadSubscriptions({ txid, position }: Cursor): Prisma.Sql {
  return Prisma.sql`SELECT * FROM unread_subscriptions(${txid}, ${position})`;
}
