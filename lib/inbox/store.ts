import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { fromRows, together } from "#lib/db/together.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type NewEvent = {
  /** The vendor's own id of the event; what it is about where the vendor has none (`repeats`). */
  externalId: string;
  type: string;
  /** What to look up. */
  reference?: string;
  /** Our transaction, as the vendor names it. */
  transactionId?: string;
  /** The vendor's events have no ids: one that comes again is handled again, by what it says then. */
  repeats?: boolean;
};

/** Stores a verified event of a gateway or channel once, due at once. @returns its id when there is something to handle, null when it was stored before. */
export function storeEvent(source: string, { repeats, ...event }: NewEvent, payload: string): Promise<string | null> {
  const at = now();
  // Another product that takes payments with the same account may use the same name for something of its own.
  const transactionId = event.transactionId && UUID.test(event.transactionId) ? event.transactionId : null;
  const row = { ...event, id: newId(), source, transactionId, reference: event.reference ?? null, payload, at };
  return repeats ? storeAgain(row) : storeOnce(row);
}

type Row = {
  id: string;
  source: string;
  externalId: string;
  type: string;
  reference: string | null;
  transactionId: string | null;
  payload: string;
  at: Date;
};

const storeOnce = together(insert(Prisma.sql`NOTHING`));
const storeAgain = together(
  insert(
    Prisma.sql`UPDATE SET "nextAttemptAt" = excluded."nextAttemptAt", "handledAt" = NULL, "attempts" = 0, "payload" = excluded."payload"`,
  ),
);

const TYPES = {
  id: "uuid",
  source: "text",
  externalId: "text",
  type: "text",
  reference: "text",
  transactionId: "uuid",
  payload: "text",
  at: "timestamptz",
};

function insert(onConflict: Prisma.Sql): (rows: Row[]) => Promise<(string | null)[]> {
  return async (rows) => {
    const stored = await db.$queryRaw<Pick<Row, "id" | "source" | "externalId">[]>`
      INSERT INTO "InboundEvent" AS "stored"
        ("id", "source", "externalId", "type", "reference", "transactionId", "payload", "receivedAt", "nextAttemptAt")
      SELECT "id", "source", "externalId", "type", "reference", "transactionId", "payload", "at", "at" FROM ${fromRows(rows, TYPES)}
      ON CONFLICT ("source", "externalId") DO ${onConflict}
      RETURNING "stored"."id", "stored"."source", "stored"."externalId"`;
    // One that came twice at once is there for the first of the two.
    return rows.map(({ source, externalId }) => {
      const found = stored.findIndex((row) => row.source === source && row.externalId === externalId);
      return found < 0 ? null : stored.splice(found, 1)[0].id;
    });
  };
}
