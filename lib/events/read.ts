import { db } from "#lib/db/client.ts";
import type { DomainEvent, Prisma } from "#lib/db/generated/client.ts";

/** What happened to one subject in order, without the places of the cursor: for `include`. */
export const TIMELINE = {
  orderBy: [{ at: "asc" }, { id: "asc" }],
  omit: { txid: true, position: true },
} satisfies Prisma.Transaction$eventsArgs;

/** How far a reader has read: its last event. */
export type Cursor = Pick<DomainEvent, "txid" | "position">;

const BEGINNING: Cursor = { txid: 0n, position: 0n };

/**
 * The events after a cursor, in order, at most `limit`; keep the last one as the next cursor. None is skipped, however long the transaction that writes it
 * takes: only those are read whose transaction is older than every one that still runs, and nothing older can come after them.
 * Not used by the product yet; outbound webhooks, TV platforms and rollups are to read it (docs/decisions/0021).
 */
export function readEvents(after: Cursor = BEGINNING, limit = 500): Promise<DomainEvent[]> {
  return db.$queryRaw<DomainEvent[]>`
    SELECT * FROM "DomainEvent"
    WHERE ("txid", "position") > (${after.txid}, ${after.position}) AND "txid" < event_txid(pg_snapshot_xmin(pg_current_snapshot()))
    ORDER BY "txid", "position" LIMIT ${limit}`;
}
