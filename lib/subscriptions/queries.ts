import { db } from "#lib/db/client.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { isEntitled, LIVE } from "./state.ts";

/** Whether any of the viewer's subscriptions lets them watch: paid, in trial, or unpaid within grace. */
export async function hasSubscriptionToWatch(customerId: string, at: Date): Promise<boolean> {
  const [live, { dunning }] = await Promise.all([
    db.subscription.findMany({
      where: { customerId, status: { in: LIVE } },
      select: {
        status: true,
        cancelAtPeriodEnd: true,
        currentPeriodEnd: true,
        renewsAt: true,
        graceUntil: true,
        pausedAt: true,
        endedAt: true,
      },
    }),
    getSettings(),
  ]);
  return live.some((subscription) => isEntitled(subscription, at, dunning.graceDays));
}
