import type { Customer, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { Pause } from "#lib/subscriptions/pause.ts";
import { notify } from "./notify.ts";

/** Tells a viewer since when, and until when, nothing is watched and nothing is billed. */
export async function tellPaused(tx: Tx, subscription: Subscription, { from, until, latest }: Pause, settings: Settings): Promise<void> {
  const { plan, customer, times } = await told(tx, subscription);
  await notify(tx, "paused", settings, {
    dedupeKey: `paused:${subscription.id}:${times}`,
    customer,
    refs: { subscriptionId: subscription.id },
    variables: (links) => ({ plan, paused_on: from, goes_on: until ?? latest, links: { account: links.account } }),
  });
}

/** Tells a viewer that they may watch again, and when the next period is billed. `subscription`: as it goes on. */
export async function tellResumed(tx: Tx, subscription: Subscription, settings: Settings): Promise<void> {
  const { plan, customer, times } = await told(tx, subscription);
  await notify(tx, "resumed", settings, {
    dedupeKey: `resumed:${subscription.id}:${times}`,
    customer,
    refs: { subscriptionId: subscription.id },
    variables: (links) => ({ plan, renews_on: subscription.renewsAt!, links: { account: links.account } }),
  });
}

/** `times`: how often it was paused, or is to be. */
async function told(
  tx: Tx,
  { id, planId, customerId }: Subscription,
): Promise<{ plan: { name: string }; customer: Customer; times: number }> {
  return {
    plan: await tx.plan.findUniqueOrThrow({ where: { id: planId }, select: { name: true } }),
    customer: await tx.customer.findUniqueOrThrow({ where: { id: customerId } }),
    times: await tx.domainEvent.count({ where: { subscriptionId: id, type: { in: ["pause_scheduled", "paused", "resumed"] } } }),
  };
}
