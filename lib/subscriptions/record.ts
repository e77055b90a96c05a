import type { Prisma } from "#lib/db/generated/client.ts";
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
  | "interval_changed"
  | "past_due"
  | "recovered"
  | "cancel_scheduled"
  | "cancel_undone"
  | "canceled"
  | "expired";

/** An entry of a subscription's timeline, at this moment. */
export function eventRow(subscriptionId: string, type: SubscriptionEventType, source: Source, data?: Prisma.InputJsonObject) {
  return { id: newId(), subscriptionId, type, source, at: now(), data };
}

/** Adds to a subscription's timeline. */
export async function recordEvent(
  tx: Tx,
  subscriptionId: string,
  type: SubscriptionEventType,
  source: Source,
  data?: Prisma.InputJsonObject,
): Promise<void> {
  await insertRows(tx, { SubscriptionEvent: [eventRow(subscriptionId, type, source, data)] });
}
