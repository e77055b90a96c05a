import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { lockOpenInvoices } from "#lib/billing/parts/lock-open-invoices.ts";
import { requireNotInStore } from "#lib/billing/parts/not-in-store.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import { isOnTerms } from "#lib/billing/parts/stays-owed.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import type { Source } from "#lib/kernel/source.ts";
import { CANCEL_REASONS } from "#lib/settings/cancel-reasons.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { endSubscription, scheduleCancel, undoScheduledCancel } from "#lib/subscriptions/cancel.ts";
import { cancels, isUndoable } from "#lib/subscriptions/cancellation.ts";
import { lockSubscription, lockToDeliver } from "#lib/subscriptions/lock.ts";
import { resumeSubscription } from "#lib/subscriptions/pause.ts";
import { writeOffOpen } from "./write-off.ts";

export const cancelPlanInput = z.object({
  subscriptionId: z.uuid("invalid"),
  reason: z.union([z.literal("").transform(() => undefined), z.enum(CANCEL_REASONS)]).optional(),
  when: z.enum(["period_end", "now"]).optional(),
});
export type CancelPlanInput = z.output<typeof cancelPlanInput>;

/** The system has reasons of its own. */
type Cancellation = Omit<CancelPlanInput, "reason"> & { reason?: string };

/**
 * Cancels at the end of what is paid, or at once: `cancels` says which where nobody asks for it. Viewers ask for the second by `cancelNow`.
 * A paid term that waits for the first login to the TV app is kept, and will not renew.
 * @throws 404 `subscription_unknown`, for another viewer's too, 409 `subscription_ended`, or `invalid` at `when`.
 */
export async function cancelPlan(cancellation: Cancellation, actor: Actor): Promise<void> {
  if (cancellation.when === "now" && actor.kind === "VIEWER") throw new DomainError("invalid", { field: "when" });
  const settings = await getSettings();
  await transaction((tx) => cancelOne(tx, cancellation, actor, settings));
}

/** The same, as a part of something greater. */
export async function cancelOne(tx: Tx, { subscriptionId, reason, when }: Cancellation, actor: Actor, settings: Settings): Promise<void> {
  await lockOpenInvoices(tx, subscriptionId);
  const subscription = await lockFor(tx, subscriptionId, actor);
  const ends = cancels(subscription, now(), settings.dunning);
  if (!ends) throw conflict("subscription_ended");
  const source = sourceOf(actor);
  const atOnce = when === "now" || ends === "at_once";
  if (subscription.cancelAtPeriodEnd && !atOnce) return;
  const leaving = atOnce ? subscription : await resumedToLeave(tx, subscription, source, settings);
  if (atOnce) await endAtOnce(tx, leaving, source, { reason, letsOff: when === "now" });
  else await scheduleCancel(tx, leaving, source, reason ?? null);
  await recordAudit(tx, {
    actor,
    action: "subscription.canceled",
    subjectType: "subscription",
    subjectId: subscriptionId,
    after: { atOnce, reason },
  });
  await tellCanceled(tx, leaving, atOnce, settings);
}

export const undoCancelInput = z.object({ subscriptionId: z.uuid("invalid") });
export type UndoCancelInput = z.output<typeof undoCancelInput>;

/** Takes a cancellation back while the period still runs. @throws 404 `subscription_unknown`, for another viewer's too, or 409 as `undoObstacle` says, or `paid_in_store`. */
export async function undoCancel({ subscriptionId }: UndoCancelInput, actor: Actor): Promise<void> {
  const { reminders } = await getSettings();
  await transaction(async (tx) => {
    const subscription = await lockFor(tx, subscriptionId, actor);
    const obstacle = await undoObstacle(tx, subscription, actor.kind);
    if (obstacle) throw conflict(obstacle);
    await requireNotInStore(tx, subscription.customerId, [subscription.planId]);
    await undoScheduledCancel(tx, subscription, sourceOf(actor), reminders);
    await recordAudit(tx, { actor, action: "subscription.cancel_undone", subjectType: "subscription", subjectId: subscriptionId });
  });
}

/**
 * Why a cancellation cannot be taken back; null when it can. Nobody whose bank asks for a payment back is charged again, so a viewer waits until
 * that is decided; an operator who has spoken with them need not (docs/decisions/0013). Nor does a viewer make another pay again who pays for them.
 */
export async function undoObstacle(
  tx: Tx,
  subscription: Subscription,
  by: Actor["kind"],
): Promise<"subscription_ended" | "paid_by_another" | "dispute_open" | null> {
  if (!isUndoable(subscription, now())) return "subscription_ended";
  if (by === "VIEWER" && subscription.payerId !== subscription.customerId) return "paid_by_another";
  const disputed = { status: "OPEN", transaction: { subscriptionId: subscription.id } } as const;
  return by === "VIEWER" && (await tx.dispute.count({ where: disputed })) > 0 ? "dispute_open" : null;
}

/** To a viewer there are none but their own. */
async function lockFor(tx: Tx, id: string, actor: Actor): Promise<Subscription> {
  const subscription = await lockSubscription(tx, id);
  if (actor.kind === "VIEWER" && actor.id !== subscription.customerId) throw notFound("subscription_unknown");
  return subscription;
}

/** What is left of a paused period is watched to its end. */
async function resumedToLeave(tx: Tx, subscription: Subscription, source: Source, { reminders }: Settings): Promise<Subscription> {
  if (subscription.status !== "PAUSED") return subscription;
  return resumeSubscription(tx, await lockToDeliver(tx, subscription.id), now(), source, reminders);
}

/** What is open is written off; where nobody asked for the end at once, a company goes on owing what it was invoiced. */
async function endAtOnce(
  tx: Tx,
  subscription: Subscription,
  source: Source,
  { reason, letsOff }: { reason?: string; letsOff: boolean },
): Promise<void> {
  await endSubscription(tx, subscription, "CANCELED", source, { reason });
  await writeOffOpen(tx, subscription.id, "canceled", source, (invoice) => !letsOff && isOnTerms(invoice));
}

async function tellCanceled(tx: Tx, subscription: Subscription, atOnce: boolean, settings: Settings): Promise<void> {
  const plan = await tx.plan.findUniqueOrThrow({ where: { id: subscription.planId } });
  const times = await tx.domainEvent.count({
    where: { subscriptionId: subscription.id, type: { in: ["cancel_scheduled", "canceled"] } },
  });
  await notify(tx, "canceled", settings, {
    dedupeKey: `canceled:${subscription.id}:${times}`,
    customer: await tx.customer.findUniqueOrThrow({ where: { id: subscription.customerId } }),
    refs: { subscriptionId: subscription.id },
    variables: (links) => ({
      plan: { name: plan.name },
      access_until: atOnce ? null : subscription.currentPeriodEnd,
      ended_on: atOnce ? now() : null,
      links: { account: links.account },
    }),
  });
}
