import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { reportingChannel } from "#lib/messages/registry.ts";
import { handleReport } from "#lib/messages/sending/receive-report.ts";
import { gateway } from "#lib/payments/registry.ts";
import { replayEvent } from "./receive-payment-webhook.ts";

/** Handles an event of a gateway or a channel again at an operator's wish. Returns whether it is handled now. @throws 404, 409. */
export async function replayStoredEvent(id: string, actor: Actor): Promise<boolean> {
  const event = await db.inboundEvent.findUnique({ where: { id }, select: { source: true } });
  if (!event) throw notFound("event_unknown");
  if (gateway(event.source)) return replayEvent(id, actor);
  if (!reportingChannel(event.source)) throw conflict("event_source_absent");
  await transaction(async (tx) => {
    await tx.inboundEvent.update({ where: { id }, data: { handledAt: null, nextAttemptAt: now() } });
    await recordAudit(tx, { actor, action: "event.replayed", subjectType: "event", subjectId: id });
  });
  await handleReport(id);
  const after = await db.inboundEvent.findUniqueOrThrow({ where: { id }, select: { handledAt: true } });
  return after.handledAt !== null;
}
