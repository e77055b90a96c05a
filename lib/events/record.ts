import { type MessageStatus, Prisma, type TransactionStatus } from "#lib/db/generated/client.ts";
import { insertRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Source } from "#lib/kernel/source.ts";

export type SubscriptionEventType =
  | "started"
  | "abandoned"
  | "activated"
  | "trial_started"
  | "first_login"
  | "renewed"
  | "plan_changed"
  | "price_announced"
  | "price_agreed"
  | "price_changed"
  | "add_on_added"
  | "add_on_removed"
  | "change_scheduled"
  | "change_dropped"
  | "pause_scheduled"
  | "pause_dropped"
  | "paused"
  | "resumed"
  | "discount_given"
  | "past_due"
  | "suspended"
  | "recovered"
  | "cancel_scheduled"
  | "cancel_undone"
  | "canceled"
  | "expired";

/** `granted` and `changed` say what may be watched from then on, `ended` since when nothing may. Until when follows from the subscription and the time. */
export type AccessEventType = "granted" | "changed" | "ended";

/** Who caused what happened to a message; where it was handed over, `source` is its channel's id instead. */
export type MessageSource = "queue" | "operator" | "report";

/** What may befall a payment after it was settled, as `detail` says it then; otherwise `detail` is why it took its state. */
export const AFTERMATHS = [
  "refund_returned",
  "dispute_inquiry",
  "dispute_open",
  "dispute_answered",
  "dispute_accepted",
  "dispute_won",
  "dispute_lost",
  "dispute_closed",
  "dispute_returned",
] as const;
export type Aftermath = (typeof AFTERMATHS)[number];

/** What happened to one subject. Of a payment and a message `type` is the state it took. */
export type NewEvent = { detail?: string | null; data?: Prisma.InputJsonObject; at?: Date } & (
  | { subject: "SUBSCRIPTION"; subscriptionId: string; type: SubscriptionEventType; source: Source }
  | { subject: "ACCESS"; subscriptionId: string; type: AccessEventType; source: Source }
  | { subject: "ACCESS"; storePurchaseId: string; type: AccessEventType; source: Source }
  | { subject: "PAYMENT"; transactionId: string; type: TransactionStatus; source: Source }
  | { subject: "MESSAGE"; messageId: string; type: MessageStatus; source: MessageSource }
);

/** An event's row, to be inserted with what caused it; at this moment unless it says otherwise. */
export function eventRow(event: NewEvent) {
  const at = event.at ?? now();
  return { ...event, id: newId(at.getTime()), at };
}

/** A statement that writes down what happened to the messages it is given: the event's id, the message's, the state it took, source, detail and instant. */
export function recordMessages(select: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO "DomainEvent" ("id", "subject", "messageId", "type", "source", "detail", "at")
    SELECT "id", 'MESSAGE', "messageId", "type", "source", "detail", "at" FROM (${select}) AS "told" ("id", "messageId", "type", "source", "detail", "at")`;
}

/** Writes down what happened, in the transaction that causes it; several in their order, with one statement. */
export async function recordEvent(tx: Tx, ...events: NewEvent[]): Promise<void> {
  await insertRows(tx, { DomainEvent: events.map(eventRow) });
}
