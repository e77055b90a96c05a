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
  let before: string[] = [];
  for (;;) {
    const due = await db.subscription.findMany({
      where: { AND: [dueForRenewal(now()), payingThrough(lane)], NOT: waiting, id: { notIn: resting() } },
      orderBy: { renewsAt: "asc" },
      take: limit - renewed,
      select: { id: true },
    });
    const ids = due.map(({ id }) => id);
    const done = await shareSafely(ids, "renewal", (left, claimed) => renewNext(left, shared, claimed));
    renewed += done;
    // Others may have done them all meanwhile, and of one payer only one is claimed at a time. Where nothing is done or new, others hold what is left.
    const isNew = ids.some((id) => !before.includes(id));
    if (renewed === limit || ids.length === 0 || (done === 0 && !isNew)) return renewed;
    before = ids;
  }
}
