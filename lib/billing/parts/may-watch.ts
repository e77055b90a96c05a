import { watchesByStore } from "#lib/stores/queries.ts";
import { hasSubscriptionToWatch } from "#lib/subscriptions/queries.ts";

/** Whether the viewer may watch anything now: by a subscription here, or by what a store says that they pay for there. */
export async function mayWatch(customerId: string, at: Date): Promise<boolean> {
  return (await hasSubscriptionToWatch(customerId, at)) || (await watchesByStore(customerId, at));
}
