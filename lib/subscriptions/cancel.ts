import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { recordEvent } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { Reminders } from "./activate.ts";
import { isUndoable } from "./cancellation.ts";
import { moveSubscription } from "./move.ts";
import { dropPause, endPause } from "./pause.ts";
import { dropScheduledChange } from "./schedule-change.ts";
import { type ENDED, LIVE, pausesNext } from "./state.ts";
import { remindBefore } from "./term.ts";

/** Lets a subscription run to the end of what is paid. @throws 409 when it has ended. */
export async function scheduleCancel(tx: Tx, subscription: Subscription, source: Source, reason: string | null): Promise<void> {
  if (!LIVE.includes(subscription.status)) throw conflict("subscription_ended");
  if (subscription.cancelAtPeriodEnd) return;
  if (pausesNext(subscription)) await dropPause(tx, subscription, source, null);
  await dropScheduledChange(tx, subscription.id, source);
  await tx.subscription.update({
    where: { id: subscription.id },
    data: { cancelAtPeriodEnd: true, canceledAt: now(), cancelReason: reason, remindAt: null },
  });
  await recordEvent(tx, {
    subject: "SUBSCRIPTION",
    subscriptionId: subscription.id,
    type: "cancel_scheduled",
    source,
    data: reason ? { reason } : undefined,
  });
}

/** Takes a scheduled cancellation back: what is to come is reminded of again. @throws 409 when it has ended or is a plan of one term. */
export async function undoScheduledCancel(tx: Tx, subscription: Subscription, source: Source, reminders: Reminders): Promise<void> {
  if (!isUndoable(subscription, now())) throw conflict("subscription_ended");
  const { status, currentPeriodEnd } = subscription;
  const days = status === "TRIALING" ? reminders.trialDaysBefore : reminders.renewalDaysBefore;
  const remindAt = currentPeriodEnd && remindBefore(currentPeriodEnd, days, now());
  await tx.subscription.update({
    where: { id: subscription.id },
    data: { cancelAtPeriodEnd: false, canceledAt: null, cancelReason: null, remindAt },
  });
  await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId: subscription.id, type: "cancel_undone", source });
}

/** Ends a subscription: CANCELED when someone asked for it, EXPIRED when it was never paid. `reason`: why, if it is another than was said before. */
export async function endSubscription(
  tx: Tx,
  subscription: Subscription,
  status: (typeof ENDED)[number],
  source: Source,
  { endedAt = now(), reason = null }: { endedAt?: Date; reason?: string | null } = {},
): Promise<void> {
  await dropScheduledChange(tx, subscription.id, source);
  if (subscription.status === "PAUSED") await endPause(tx, subscription.id, endedAt);
  if (pausesNext(subscription)) await dropPause(tx, subscription, source, null);
  const canceledAt = subscription.canceledAt ?? (status === "CANCELED" ? now() : null);
  const changes = {
    endedAt,
    renewsAt: null,
    remindAt: null,
    graceUntil: null,
    pausedAt: null,
    canceledAt,
    cancelReason: reason ?? subscription.cancelReason,
  };
  await moveSubscription(
    tx,
    subscription,
    status,
    changes,
    [status === "CANCELED" ? "canceled" : "expired", source],
    ["ended", { endedAt: endedAt.toISOString() }],
  );
}

/** Why a subscription ended, where it turned out afterwards; its events keep what was said then. */
export async function restateReason(tx: Tx, id: string, cancelReason: string): Promise<void> {
  await tx.subscription.update({ where: { id }, data: { cancelReason } });
}
