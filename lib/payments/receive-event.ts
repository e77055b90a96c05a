import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { GatewayEvent } from "./gateway.ts";

/** Stores a verified event once. Returns its id, or null when it was stored before. */
export async function storeEvent(tx: Tx, source: string, event: GatewayEvent, payload: string): Promise<string | null> {
  const at = now();
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "InboundEvent" ("id", "source", "externalId", "type", "reference", "payload", "receivedAt", "nextAttemptAt")
    VALUES (${newId()}::uuid, ${source}, ${event.externalId}, ${event.type}, ${event.transactionId ?? event.reference}, ${payload}, ${at}, ${at})
    ON CONFLICT ("source", "externalId") DO NOTHING RETURNING "id"`;
  return row?.id ?? null;
}
