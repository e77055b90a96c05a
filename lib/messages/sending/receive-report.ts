import { db } from "#lib/db/client.ts";
import type { Customer, InboundEvent, Message, MessageStatus } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { log } from "#lib/kernel/log.ts";
import { BadSignature, type DeliveryReport, type RawReport } from "#lib/messages/channel.ts";
import { channels, reportingChannel } from "#lib/messages/registry.ts";
import { sealSecrets } from "#lib/messages/templates/secrets.ts";
import { heldUntil, releaseHeld } from "./hold.ts";
import { presentSecrets } from "./resend.ts";

const MINUTE = 60_000;
/** Waits after the first, second, … fault; then the report stays unhandled for an operator to see and replay. */
const RETRY_AFTER = [MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE];
const STATUS: Record<DeliveryReport["status"], MessageStatus> = { delivered: "DELIVERED", failed: "FAILED", bounced: "BOUNCED" };

export type Received = { status: 200 | 400 | 404; eventIds: string[] };

/** Verifies a provider's report and stores it once. 404: no such channel or no secret to verify with; 400: forged, nothing stored. */
export async function receiveReport(channelId: string, raw: RawReport): Promise<Received> {
  const reports = reportingChannel(channelId)?.reports;
  if (!reports) return { status: 404, eventIds: [] };
  try {
    reports.verify(raw);
  } catch (error) {
    if (error instanceof BadSignature) return { status: 400, eventIds: [] };
    throw error;
  }
  const receivedAt = now();
  const stored = await db.inboundEvent.createManyAndReturn({
    data: reports.read(raw.body).map(({ externalId, reference, status }) => ({
      id: newId(receivedAt.getTime()),
      source: channelId,
      externalId,
      type: `message.${status}`,
      reference,
      payload: raw.body,
      receivedAt,
      nextAttemptAt: receivedAt,
    })),
    skipDuplicates: true,
    select: { id: true },
  });
  return { status: 200, eventIds: stored.map((event) => event.id) };
}

/** Handles stored reports that are due: those whose handling failed, or that a crash left behind. Returns how many were handled. */
export async function handleStoredReports(limit = 50): Promise<number> {
  const sources = channels()
    .filter((channel) => channel.reports)
    .map((channel) => channel.id);
  const where = { source: { in: sources }, handledAt: null, nextAttemptAt: { lte: now() } };
  const due = await db.inboundEvent.findMany({ where, orderBy: { nextAttemptAt: "asc" }, take: limit, select: { id: true } });
  for (const { id } of due) await handleReport(id);
  return due.length;
}

/** Applies one stored report. A fault is noted on it and it is tried again later; it never throws for one. */
export async function handleReport(eventId: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "InboundEvent" WHERE id = ${eventId}::uuid FOR UPDATE`;
    const event = await tx.inboundEvent.findUniqueOrThrow({ where: { id: eventId } });
    if (event.handledAt) return;
    const fault = await apply(tx, event);
    const wait = RETRY_AFTER[event.attempts];
    const at = now();
    await tx.inboundEvent.update({
      where: { id: eventId },
      data: {
        attempts: { increment: 1 },
        handledAt: fault ? null : at,
        error: fault,
        nextAttemptAt: fault && wait ? new Date(at.getTime() + wait) : null,
      },
    });
    if (fault) log.warn({ eventId, source: event.source }, fault);
  });
}

/** Null, or why it could not be applied. */
async function apply(tx: Tx, { source, externalId, payload }: InboundEvent): Promise<string | null> {
  const report = reportingChannel(source)
    ?.reports?.read(payload)
    .find((read) => read.externalId === externalId);
  if (!report) return "the channel cannot read this report any more";
  const message = await tx.message.findFirst({
    where: { channel: source, providerReference: report.reference },
    include: { customer: true },
  });
  if (!message) return "no message has this reference yet";
  const at = now();
  const detail = report.detail ?? null;
  const after = { ...stateAfter(report, message, at), error: detail, problem: report.problem ?? null };
  const { count } = await tx.message.updateMany({ where: { id: message.id, status: "SENT" }, data: after });
  if (!count) return null;
  const { status } = after;
  const wasHeld = status === "DELIVERED" && (await tx.messageEvent.count({ where: { messageId: message.id, status: "HELD" } })) > 0;
  await tx.messageEvent.create({ data: { id: newId(at.getTime()), messageId: message.id, status, source: "report", detail, at } });
  if (wasHeld) await releaseHeld(message.kind, { tx });
  return null;
}

/**
 * What the operator has to mend makes a message wait for them, though the provider took it at first, unless it held a one-time link:
 * that was erased when it went out.
 */
function stateAfter({ status, problem }: DeliveryReport, message: Message & { customer: Customer | null }, at: Date) {
  const secrets = problem && presentSecrets(message, message.customer);
  const nextAttemptAt = secrets && heldUntil(message, at);
  return nextAttemptAt ? { status: "HELD" as const, nextAttemptAt, secrets: sealSecrets(secrets) } : { status: STATUS[status] };
}
