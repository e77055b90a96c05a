import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { FOR_NEXT_AMOUNT, nextAmount } from "#lib/billing/parts/next-amount.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import { db } from "#lib/db/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { leaveUntold, markPriceLeft } from "#lib/subscriptions/note-price.ts";

/** Lets those stay whom a stopped move has not moved, and tells those who were told. Returns how many. */
export async function leavePrices(limit = 200): Promise<number> {
  const settings = await getSettings();
  const stopped = await db.priceMove.findMany({ where: { stoppedAt: { not: null } }, select: { id: true } });
  const moveId = { in: stopped.map(({ id }) => id) };
  const untold = await transaction((tx) => leaveUntold(tx, moveId, limit));
  const told = await db.priceNotice.findMany({
    where: { status: "NOTIFIED", moveId, id: { notIn: resting() } },
    take: limit - untold,
    select: { id: true, subscriptionId: true },
  });
  const left = await eachSafely(told, "leaving a price as it is", ({ id, subscriptionId }) =>
    transaction((tx) => leave(tx, id, subscriptionId, settings)),
  );
  return untold + left;
}

async function leave(tx: Tx, noticeId: string, subscriptionId: string, settings: Settings): Promise<boolean> {
  await lockSubscription(tx, subscriptionId);
  const notice = await tx.priceNotice.findUniqueOrThrow({ where: { id: noticeId } });
  if (notice.status !== "NOTIFIED") return false;
  await markPriceLeft(tx, noticeId, "stopped");
  const subscription = await tx.subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
    include: { ...FOR_NEXT_AMOUNT, plan: true, payer: true },
  });
  const amount = await nextAmount(tx, subscription, settings);
  if (!amount) return true;
  await notify(tx, "price_stays", settings, {
    dedupeKey: `price_stays:${noticeId}:${notice.attempt}`,
    customer: subscription.payer,
    refs: { subscriptionId },
    variables: ({ account }) => ({ plan: { name: subscription.plan.name }, amount, links: { account } }),
  });
  return true;
}
