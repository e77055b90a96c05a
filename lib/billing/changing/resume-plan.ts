import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { requireNotInStore } from "#lib/billing/parts/not-in-store.ts";
import { tellResumed } from "#lib/billing/parts/pause-letter.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockToDeliver } from "#lib/subscriptions/lock.ts";
import { dropPause, resumeSubscription } from "#lib/subscriptions/pause.ts";
import { pausesNext } from "#lib/subscriptions/state.ts";

export const resumePlanInput = z.object({ subscriptionId: z.uuid("invalid") });
export type ResumePlanInput = z.output<typeof resumePlanInput>;

/**
 * Resumes a paused subscription, or takes a pause back that was to come. Its period goes on where it stopped; one that had no rest is renewed by the worker at once.
 * @throws 404 `subscription_unknown`, for another viewer's too, 409 `not_paused`, `paid_by_another`, `paid_in_store`.
 */
export async function resumePlan({ subscriptionId }: ResumePlanInput, actor: Actor): Promise<void> {
  const settings = await getSettings();
  await transaction(async (tx) => {
    const { hasAnother: _, ...subscription } = await lockToDeliver(tx, subscriptionId);
    const { status, customerId, payerId, planId } = subscription;
    if (actor.kind === "VIEWER" && actor.id !== customerId) throw notFound("subscription_unknown");
    if (actor.kind === "VIEWER" && actor.id !== payerId) throw conflict("paid_by_another");
    await requireNotInStore(tx, customerId, [planId]);
    if (status === "PAUSED") {
      const resumed = await resumeSubscription(tx, subscription, now(), sourceOf(actor), settings.reminders);
      await tellResumed(tx, resumed, settings);
    } else if (!pausesNext(subscription) || !(await dropPause(tx, subscription, sourceOf(actor), settings.reminders))) {
      throw conflict("not_paused");
    }
    await recordAudit(tx, { actor, action: "subscription.resumed", subjectType: "subscription", subjectId: subscriptionId });
  });
}
