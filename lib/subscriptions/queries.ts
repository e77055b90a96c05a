import { db } from "#lib/db/client.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { LIVE } from "./state.ts";

/** The viewer's running subscription to a plan. */
export function liveSubscription(customerId: string, planId: string): Promise<Subscription | null> {
  return db.subscription.findFirst({ where: { customerId, planId, status: { in: LIVE } } });
}
