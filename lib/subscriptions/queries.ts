import { db } from "#lib/db/client.ts";
import { LIVE } from "./state.ts";

/** The viewer's running subscriptions. */
export function liveSubscriptions(customerId: string) {
  return db.subscription.findMany({
    where: { customerId, status: { in: LIVE } },
    select: { planId: true, plan: { select: { name: true } } },
  });
}
