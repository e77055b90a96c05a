import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { GatewayEvent } from "./gateway.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Stores a verified event once, with what it names. Returns its id, or null when it was stored before. */
export async function storeEvent(tx: Tx, source: string, event: GatewayEvent, payload: string): Promise<string | null> {
  const at = now();
  // Another product that takes payments with the same account may use the same name for something of its own.
  const transactionId = event.transactionId && UUID.test(event.transactionId) ? event.transactionId : null;
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "InboundEvent" ("id", "source", "externalId", "type", "reference", "transactionId", "payload", "receivedAt", "nextAttemptAt")
    VALUES (${newId()}::uuid, ${source}, ${event.externalId}, ${event.type}, ${event.reference}, ${transactionId}::uuid,
      ${payload}, ${at}, ${at})
    ON CONFLICT ("source", "externalId") DO NOTHING RETURNING "id"`;
  return row?.id ?? null;
}
