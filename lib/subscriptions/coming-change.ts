import type { ScheduledChange, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import type { Every } from "#lib/kernel/period.ts";
import { readChange } from "./agreed-change.ts";

/** What a change that waits for the next period does: another plan; the same for another `length`; or only `ends` add-ons, by their names. */
export type ComingChange = { plan: string; length: Every | null; ends: string[] };

/** Null where none waits. */
export function comingChange(subscription: {
  planId: string;
  priceId: string;
  interval: Subscription["interval"];
  intervalCount: number;
  items: Pick<SubscriptionItem, "id" | "kind" | "name">[];
  scheduledChange: (Pick<ScheduledChange, "change"> & { plan: { name: string } }) | null;
}): ComingChange | null {
  const { planId, priceId, interval, intervalCount, items, scheduledChange } = subscription;
  if (!scheduledChange) return null;
  const { contract, items: after, ...to } = readChange(scheduledChange.change);
  const samePlan = to.planId === planId;
  const otherLength = contract.interval !== interval || contract.intervalCount !== intervalCount;
  const goes = items.filter(({ id, kind }) => kind === "ADD_ON" && !after.some(({ keeps }) => keeps === id));
  return {
    plan: scheduledChange.plan.name,
    length: samePlan && otherLength ? { unit: contract.interval, count: contract.intervalCount } : null,
    ends: samePlan && to.priceId === priceId ? goes.map(({ name }) => name) : [],
  };
}
