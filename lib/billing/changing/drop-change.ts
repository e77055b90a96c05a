import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { dropScheduledChange } from "#lib/subscriptions/schedule-change.ts";

export const dropChangeInput = z.object({ subscriptionId: z.uuid("invalid") });
export type DropChangeInput = z.output<typeof dropChangeInput>;

/** Takes back a change that was to come with the next period. @throws 404 `subscription_unknown`, for another viewer's too, 409 `change_unknown` when there is none. */
export function dropChange({ subscriptionId }: DropChangeInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const subscription = await lockSubscription(tx, subscriptionId);
    if (actor.kind === "VIEWER" && actor.id !== subscription.customerId) throw notFound("subscription_unknown");
    if (!(await dropScheduledChange(tx, subscriptionId, sourceOf(actor)))) throw conflict("change_unknown");
    await recordAudit(tx, { actor, action: "subscription.change_dropped", subjectType: "subscription", subjectId: subscriptionId });
  });
}
