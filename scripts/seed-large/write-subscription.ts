import { RENEWING } from "#lib/subscriptions/state.ts";
import { TAG } from "./ids.ts";
import { CURRENCIES } from "./shop.ts";
import type { Story, Sub } from "./story.ts";

const REMIND_MS = 3 * 86_400_000;

/** A subscription as it is at the end of the story, with what it consists of. */
export function writeSubscription(story: Story, sub: Sub): void {
  const { id, number, viewer, offer, coupon, status, trial, cycle, end, endsAtPeriodEnd, pausedAt, createdAt } = sub;
  const { currency } = viewer.region;
  const renewsAt = status === "PAUSED" ? sub.resumesAt : RENEWING.includes(status) ? end : null;
  const remindAt = renewsAt !== null && !endsAtPeriodEnd && renewsAt - REMIND_MS > story.until ? renewsAt - REMIND_MS : null;
  const row = story.rows.Subscription.begin().id(id).int(number).id(viewer.id).id(viewer.id).bytes(offer.planId).bytes(offer.priceId);
  row
    .text(CURRENCIES[currency])
    .big(offer.amounts[currency])
    .text(offer.interval)
    .int(offer.count)
    .int(trial ? offer.trialDays : 0);
  row.flag(offer.oneTerm).bytes(coupon?.id).text(coupon?.code).int(coupon?.percentPpm);
  row
    .big(coupon?.amounts?.[currency] ?? null)
    .text(coupon?.duration)
    .int(coupon?.cycles)
    .id(sub.method);
  row
    .text(status)
    .text(story.timeZone)
    .day(sub.anchor)
    .int(cycle)
    .int(0)
    .at(sub.trialEndsAt)
    .at(sub.start)
    .at(end)
    .at(renewsAt)
    .at(remindAt);
  row
    .flag(endsAtPeriodEnd)
    .at(sub.canceledAt)
    .text(sub.cancelReason)
    .at(sub.graceUntil)
    .at(status === "PAUSED" ? pausedAt : null);
  row.at(sub.endedAt).at(createdAt).at(sub.activatedAt);
  for (const item of sub.items) {
    const { packages, maxDevices, maxStreams, quality, planId, priceId, name, amounts } = item.offer;
    const written = story.rows.SubscriptionItem.begin().id(item.id).id(id).text("PLAN").bytes(planId).bytes(priceId).bytes(name);
    written.big(amounts[currency]).bytes(packages).int(maxDevices).int(maxStreams).text(quality).at(item.addedAt).at(item.removedAt);
  }
  if (status === "PAUSED")
    story.rows.SubscriptionPause.begin()
      .newId(TAG.PAUSE, pausedAt!, number)
      .id(id)
      .text("PAUSE")
      .int(cycle)
      .at(pausedAt)
      .at(sub.resumesAt)
      .at(pausedAt);
}
