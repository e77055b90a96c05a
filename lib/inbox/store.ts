import type { Tx } from "#lib/db/transaction.ts";
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
export async function storeEvent(tx: Tx, source: string, event: NewEvent, payload: string): Promise<string | null> {
  const at = now();
  // Another product that takes payments with the same account may use the same name for something of its own.
  const transactionId = event.transactionId && UUID.test(event.transactionId) ? event.transactionId : null;
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "InboundEvent" AS "stored"
      ("id", "source", "externalId", "type", "reference", "transactionId", "payload", "receivedAt", "nextAttemptAt")
    VALUES (${newId()}::uuid, ${source}, ${event.externalId}, ${event.type}, ${event.reference}, ${transactionId}::uuid, ${payload}, ${at}, ${at})
    ON CONFLICT ("source", "externalId") DO UPDATE SET "nextAttemptAt" = ${at}, "handledAt" = NULL, "attempts" = 0, "payload" = excluded."payload"
      WHERE ${event.repeats ?? false}
    RETURNING "stored"."id"`;
  return row?.id ?? null;
}
