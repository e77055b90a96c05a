import type { Customer, InboundEvent, Message, MessageStatus } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { recordEvent } from "#lib/events/record.ts";
import { finishEvent } from "#lib/inbox/finish.ts";
import { storeEvent } from "#lib/inbox/store.ts";
import { dueEvents, takeEvent } from "#lib/inbox/take.ts";
import { now } from "#lib/kernel/clock.ts";
import { BadSignature, type DeliveryReport, type RawReport } from "#lib/messages/channel.ts";
import { channels, reportingChannel } from "#lib/messages/registry.ts";
import { sealSecrets } from "#lib/messages/templates/secrets.ts";
import { heldUntil, releaseHeld } from "./hold.ts";
import { presentSecrets } from "./resend.ts";

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
  const stored = await Promise.all(
    reports
      .read(raw.body)
      .map(({ externalId, reference, status }) => storeEvent(channelId, { externalId, reference, type: `message.${status}` }, raw.body)),
  );
  return { status: 200, eventIds: stored.filter((id) => id !== null) };
}

/** Handles stored reports that are due: those whose handling failed, or that a crash left behind. Returns how many were handled. */
export async function handleStoredReports(limit = 50): Promise<number> {
  const sources = channels().filter((channel) => channel.reports);
  const due = await dueEvents(
    sources.map((channel) => channel.id),
    limit,
  );
  const handled = [];
  for (const { id } of due) handled.push(await handleReport(id));
  return handled.filter(Boolean).length;
}

/** Applies one stored report. Returns whether that was done, and by this call. */
export async function handleReport(eventId: string): Promise<boolean> {
  const event = await takeEvent(eventId);
  if (!event) return false;
  const applied = transaction((tx) => apply(tx, event));
  return finishEvent(event, applied);
}

/** @throws where it cannot be applied, or not yet. */
async function apply(tx: Tx, { source, externalId, payload }: InboundEvent): Promise<void> {
  const report = reportingChannel(source)
    ?.reports?.read(payload)
    .find((read) => read.externalId === externalId);
  if (!report) throw new Error("the channel cannot read this report any more");
  const message = await tx.message.findFirst({
    where: { channel: source, providerReference: report.reference },
    include: { customer: true },
  });
  if (!message) throw new Error("no message has this reference yet");
  const at = now();
  const detail = report.detail ?? null;
  const after = { ...stateAfter(report, message, at), error: detail, problem: report.problem ?? null };
  const { count } = await tx.message.updateMany({ where: { id: message.id, status: "SENT" }, data: after });
  if (!count) return;
  const { status } = after;
  const wasHeld = status === "DELIVERED" && (await tx.domainEvent.count({ where: { messageId: message.id, type: "HELD" } })) > 0;
  await recordEvent(tx, { subject: "MESSAGE", messageId: message.id, type: status, source: "report", detail, at });
  if (wasHeld) await releaseHeld(message.kind, { tx });
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
