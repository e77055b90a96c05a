import { db } from "#lib/db/client.ts";
import { type DomainEvent, Prisma } from "#lib/db/generated/client.ts";

/** What happened to one subject in order, without the places of the cursor: for `include`. */
export const TIMELINE = {
  orderBy: [{ at: "asc" }, { id: "asc" }],
  omit: { txid: true, position: true },
} satisfies Prisma.Transaction$eventsArgs;

/** How far a reader has read: its last event. */
export type Cursor = Pick<DomainEvent, "txid" | "position">;

export const BEGINNING: Cursor = { txid: 0n, position: 0n };

/**
 * SQL for the events after a cursor that may be read. None is skipped, however long the transaction that writes it takes: only those are read whose transaction is older
 * than every one that still runs, and nothing older can come after them.
 */
export function readable({ txid, position }: Cursor): Prisma.Sql {
  return Prisma.sql`("txid", "position") > (${txid}, ${position}) AND "txid" < event_txid(pg_snapshot_xmin(pg_current_snapshot()))`;
}

/**
 * The events after a cursor, in order, at most `limit`; keep the last one as the next cursor.
 * Not used by the product yet; outbound webhooks and TV platforms are to read it (docs/decisions/0021).
 */
export function readEvents(after: Cursor = BEGINNING, limit = 500): Promise<DomainEvent[]> {
  return db.$queryRaw<DomainEvent[]>`SELECT * FROM "DomainEvent" WHERE ${readable(after)} ORDER BY "txid", "position" LIMIT ${limit}`;
}
