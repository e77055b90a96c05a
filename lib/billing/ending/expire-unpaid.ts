import { notify } from "#lib/billing/parts/notify.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { endSubscription } from "#lib/subscriptions/cancel.ts";
import { accessEnds } from "#lib/subscriptions/state.ts";
import { writeOffOpen } from "./write-off.ts";

/**
 * What was due will not be paid: access ends, or has ended before a worker looked; all that is open is written off, the viewer is told. One that
 * its viewer had left is canceled, not expired.
 */
export async function expireUnpaid(tx: Tx, subscription: Subscription, settings: Settings): Promise<void> {
  const ends = accessEnds(subscription, settings.dunning.graceDays);
  const endedAt = ends && ends < now() ? ends : now();
  await endSubscription(tx, subscription, subscription.cancelAtPeriodEnd ? "CANCELED" : "EXPIRED", "worker", { endedAt });
  await writeOffOpen(tx, subscription.id, "expired", "worker");
  const plan = await tx.plan.findUniqueOrThrow({ where: { id: subscription.planId } });
  await notify(tx, "expired", settings, {
    dedupeKey: `expired:${subscription.id}:${subscription.cycle}`,
    customer: await tx.customer.findUniqueOrThrow({ where: { id: subscription.customerId } }),
    refs: { subscriptionId: subscription.id },
    variables: (links) => ({ plan: { name: plan.name }, expired_on: endedAt, links: { plans: links.plans } }),
  });
}
