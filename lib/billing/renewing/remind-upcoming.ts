import { askedByTransfer } from "#lib/billing/parts/by-transfer.ts";
import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { methodText } from "#lib/billing/parts/method-text.ts";
import { FOR_NEXT_AMOUNT, nextAmount } from "#lib/billing/parts/next-amount.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import { tellTransfer } from "#lib/billing/parts/transfer-letter.ts";
import { db } from "#lib/db/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { pauseOf } from "#lib/subscriptions/pause.ts";
import { takeAsking } from "#lib/subscriptions/pay-with.ts";
import { RENEWING } from "#lib/subscriptions/state.ts";
import { takeReminder } from "#lib/subscriptions/take-reminder.ts";
import { waitingForRate } from "#lib/subscriptions/waiting-for-rate.ts";

/** Reminds viewers of trials that end and periods that renew soon, as soon as their sum is known. Returns how many. */
export async function remindUpcoming(limit = 200): Promise<number> {
  const settings = await getSettings();
  const due = await db.subscription.findMany({
    where: { remindAt: { lte: now() }, renewsAt: { gt: now() }, NOT: await waitingForRate(db, settings), id: { notIn: resting() } },
    orderBy: { remindAt: "asc" },
    take: limit,
    select: { id: true },
  });
  return eachSafely(due, "a reminder", ({ id }) => transaction((tx) => remind(tx, id, settings)));
}

async function remind(tx: Tx, id: string, settings: Settings): Promise<boolean> {
  return (await takeReminder(tx, id)) && sendReminder(tx, id, settings, (index) => `remind:${id}:${index}`);
}

/** Tells a viewer what renews when and for how much. Returns false when nothing does. @throws `tax_rate_missing` when nobody knows for how much. */
export async function sendReminder(tx: Tx, subscriptionId: string, settings: Settings, keyOf: (cycle: number) => string): Promise<boolean> {
  const subscription = await tx.subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
    include: { ...FOR_NEXT_AMOUNT, plan: true, payer: true, paymentMethod: true },
  });
  const { plan, payer, paymentMethod, status, renewsAt } = subscription;
  if (!renewsAt || !(RENEWING.includes(status) || status === "PAUSED")) return false;
  const amount = await nextAmount(tx, subscription, settings);
  if (!amount) return false;
  const common = { dedupeKey: keyOf(subscription.cycle), customer: payer, refs: { subscriptionId } };
  const asked = await askedByTransfer(tx, subscriptionId, settings);
  if (asked && asked.amount.minor > 0n) {
    await takeAsking(tx, subscriptionId);
    await tellTransfer(tx, asked, { subscription, payer, dedupeKey: common.dedupeKey }, settings);
  } else if (status === "PAUSED") {
    const pause = await pauseOf(tx, subscriptionId);
    await notify(tx, "pause_ending", settings, {
      ...common,
      dedupeKey: `${common.dedupeKey}:${pause?.id}`,
      variables: (links) => ({ plan: { name: plan.name }, amount, goes_on: renewsAt, links: { account: links.account } }),
    });
  } else if (status === "TRIALING") {
    await notify(tx, "trial_ending", settings, {
      ...common,
      variables: (links) => ({ plan: { name: plan.name }, amount, trial_ends_on: renewsAt, links: { account: links.account } }),
    });
  } else {
    const method = paymentMethod ? methodText(paymentMethod) : null;
    await notify(tx, "renewal_reminder", settings, {
      ...common,
      variables: (links) => ({ plan: { name: plan.name }, amount, method, renews_on: renewsAt, links: { account: links.account } }),
    });
  }
  return true;
}
