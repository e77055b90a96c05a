import { resting, shareSafely } from "#lib/billing/parts/each-safely.ts";
import { payingThrough } from "#lib/billing/parts/of-gateway.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Lane } from "#lib/payments/lanes.ts";
import { dueForRenewal } from "#lib/subscriptions/state.ts";
import { waitingForRate } from "#lib/subscriptions/waiting-for-rate.ts";
import { readShared, renewNext } from "./renew-subscription.ts";

/**
 * Renews, or ends, what is due: trials and periods, but for what waits for a rate of tax. Returns how many. Any number of workers may run it at once: they look
 * at the same rows, and each works on what no other has claimed.
 */
export async function runRenewals(limit = 100, lane?: Lane): Promise<number> {
  const shared = await readShared();
  const waiting = await waitingForRate(db, shared.settings);
  let renewed = 0;
  // Once more while something was done and something is left: what others held was theirs to do, but for a second subscription of one payer.
  for (let done = -1; done !== 0 && renewed < limit; renewed += done) {
    const due = await db.subscription.findMany({
      where: { AND: [dueForRenewal(now()), payingThrough(lane)], NOT: waiting, id: { notIn: resting() } },
      orderBy: { renewsAt: "asc" },
      take: limit - renewed,
      select: { id: true },
    });
    done = await shareSafely(
      due.map(({ id }) => id),
      "renewal",
      (ids, claimed) => renewNext(ids, shared, claimed),
    );
  }
  return renewed;
}
