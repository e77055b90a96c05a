import type { Actor } from "#lib/audit/audit.ts";
import { isOnTerms } from "#lib/billing/parts/stays-owed.ts";
import { db } from "#lib/db/client.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { type Cancels, cancels } from "#lib/subscriptions/cancellation.ts";
import { undoObstacle } from "./cancel-plan.ts";

/**
 * What canceling a subscription would do now, and whether a cancellation of it can be taken back. Null: nothing is left to cancel, which for a
 * viewer is also what ends with its period; an operator may still end it at once.
 */
export async function endingChoices(
  subscription: Subscription,
  by: Actor["kind"],
  { dunning }: Pick<Settings, "dunning">,
): Promise<{ cancels: Cancels | null; undoable: boolean }> {
  return {
    cancels: by === "VIEWER" && subscription.cancelAtPeriodEnd ? null : cancels(subscription, now(), dunning),
    undoable: (await undoObstacle(db, subscription, by)) === null,
  };
}

/** Whether an invoice stays to be paid when its viewer cancels. */
export async function owesOnTerms({ id: subscriptionId }: Subscription): Promise<boolean> {
  const open = await db.invoice.findMany({ where: { subscriptionId, status: "OPEN" } });
  return open.some(isOnTerms);
}
