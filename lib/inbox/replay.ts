import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";

/** Makes an event due again. */
export async function makeDue(tx: Tx, id: string): Promise<void> {
  await tx.inboundEvent.update({ where: { id }, data: { handledAt: null, nextAttemptAt: now() } });
}
