import { z } from "zod";
import type { Tx } from "#lib/db/transaction.ts";
import { BEGINNING, type Cursor, readable } from "#lib/events/read.ts";

const next = z.array(z.object({ txid: z.bigint(), position: z.bigint(), count: z.int() })).max(1);

/** How far a reader may read on: over at most `limit` events of any kind. `upTo` is null where there are none. */
export async function nextEvents(tx: Tx, after: Cursor, limit: number): Promise<{ upTo: Cursor | null; count: number }> {
  const rows = await tx.$queryRaw`
    SELECT "txid", "position", "count"::int AS "count" FROM (
      SELECT "txid", "position", row_number() OVER (ORDER BY "txid", "position") AS "count" FROM "DomainEvent"
      WHERE ${readable(after)}
      ORDER BY "txid", "position" LIMIT ${limit}
    ) e ORDER BY "txid" DESC, "position" DESC LIMIT 1`;
  const [last] = next.parse(rows);
  return last ? { upTo: { txid: last.txid, position: last.position }, count: last.count } : { upTo: null, count: 0 };
}

/** The last that may be read. */
export async function lastEvent(tx: Tx): Promise<Cursor> {
  const rows = await tx.$queryRaw`
    SELECT "txid", "position", 1 AS "count" FROM "DomainEvent" WHERE ${readable(BEGINNING)} ORDER BY "txid" DESC, "position" DESC LIMIT 1`;
  const [last] = next.parse(rows);
  return last ? { txid: last.txid, position: last.position } : BEGINNING;
}
