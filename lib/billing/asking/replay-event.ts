import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { makeDue } from "#lib/inbox/replay.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { reportingChannel } from "#lib/messages/registry.ts";
import { handleReport } from "#lib/messages/sending/receive-report.ts";
import { gateway } from "#lib/payments/registry.ts";
import { handleNotification } from "#lib/stores/handle-notification.ts";
import { store } from "#lib/stores/registry.ts";
import { handleEvent } from "./handle-payment-event.ts";

export const replayEventInput = z.object({ id: z.uuid("invalid") });
export type ReplayEventInput = z.output<typeof replayEventInput>;

/** Handles an event of a gateway, a channel or a store again at an operator's wish. Returns whether it is handled now. @throws 404, 409. */
export async function replayEvent({ id }: ReplayEventInput, actor: Actor): Promise<boolean> {
  const event = await db.inboundEvent.findUnique({ where: { id }, select: { source: true } });
  if (!event) throw notFound("event_unknown");
  const handle = handlerOf(event.source);
  if (!handle) throw conflict("event_source_absent");
  await transaction(async (tx) => {
    await makeDue(tx, id);
    await recordAudit(tx, { actor, action: "event.replayed", subjectType: "event", subjectId: id });
  });
  return handle(id);
}

function handlerOf(source: string): ((id: string) => Promise<boolean>) | null {
  if (gateway(source)) return handleEvent;
  if (store(source)) return handleNotification;
  return reportingChannel(source) ? handleReport : null;
}
