import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";

/** Makes an event due again, at an operator's wish. */
export async function makeDue(id: string, actor: Actor): Promise<void> {
  await transaction(async (tx) => {
    await tx.inboundEvent.update({ where: { id }, data: { handledAt: null, nextAttemptAt: now() } });
    await recordAudit(tx, { actor, action: "event.replayed", subjectType: "event", subjectId: id });
  });
}
