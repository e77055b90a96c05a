import type { ScheduledChange, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { recordEvent } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Source } from "#lib/kernel/source.ts";
import { type AgreedChange, storedChange } from "./agreed-change.ts";

/** Keeps an agreed change of a locked subscription until its next period begins. It takes the place of one that was agreed before. */
export async function scheduleChange(
  tx: Tx,
  { id: subscriptionId }: Subscription,
  change: AgreedChange,
  terms: string,
  source: Source,
): Promise<ScheduledChange> {
  await tx.scheduledChange.deleteMany({ where: { subscriptionId } });
  const { planId } = change;
  const data = { id: newId(), subscriptionId, planId, change: storedChange(change), terms, createdAt: now() };
  await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId, type: "change_scheduled", source, data: { to: planId } });
  return tx.scheduledChange.create({ data });
}

/** Forgets a change that was to come. Returns whether there was one. */
export async function dropScheduledChange(tx: Tx, subscriptionId: string, source: Source): Promise<boolean> {
  const { count } = await tx.scheduledChange.deleteMany({ where: { subscriptionId } });
  if (count > 0) await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId, type: "change_dropped", source });
  return count > 0;
}
