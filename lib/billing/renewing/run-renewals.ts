import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { payingThrough } from "#lib/billing/parts/of-gateway.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Lane } from "#lib/payments/lanes.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { dueForRenewal } from "#lib/subscriptions/state.ts";
import { waitingForRate } from "#lib/subscriptions/waiting-for-rate.ts";
import { renewSubscription } from "./renew-subscription.ts";

/** Renews, or ends, what is due: trials and periods, but for what waits for a rate of tax. Returns how many. Any number of workers may run it at once. */
export async function runRenewals(limit = 100, lane?: Lane): Promise<number> {
  const waiting = await waitingForRate(db, await getSettings());
  const due = await db.subscription.findMany({
    where: { AND: [dueForRenewal(now()), payingThrough(lane)], NOT: waiting, id: { notIn: resting() } },
    orderBy: { renewsAt: "asc" },
    take: limit,
    select: { id: true },
  });
  return eachSafely(due, "renewal", ({ id }) => renewSubscription(id));
}
