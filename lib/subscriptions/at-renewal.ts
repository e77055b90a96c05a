import type { ScheduledChange, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import { type AgreedChange, readChange } from "./agreed-change.ts";
import { type ComingPrice, comingPrice, fateAt, newPriceOnly, withNewPrice } from "./price-notice.ts";

export type BeforeRenewal = Subscription & {
  items: SubscriptionItem[];
  scheduledChange: Pick<ScheduledChange, "change"> | null;
  priceNotices: ComingPrice[];
};

/** `change`: what the next period begins with, where it is something else; `price`: the new price that is due with it, and what comes of it. */
export type AtRenewal = { change: AgreedChange | null; ends: boolean; price: ComingPrice | null };

/** What the next period makes of a subscription: the change that is scheduled, the price that was announced, both, or neither. */
export function atRenewal(subscription: BeforeRenewal): AtRenewal {
  const scheduled = subscription.scheduledChange && readChange(subscription.scheduledChange.change);
  const coming = comingPrice(subscription);
  const fate = coming && subscription.currentPeriodEnd ? fateAt(coming, subscription.currentPeriodEnd) : "waits";
  if (!coming || fate === "waits") return { change: scheduled, ends: false, price: null };
  const leaves = scheduled !== null && scheduled.priceId !== subscription.priceId;
  if (leaves || fate === "keeps") return { change: scheduled, ends: false, price: coming };
  if (fate === "ends") return { change: null, ends: true, price: coming };
  return { change: scheduled ? withNewPrice(scheduled, coming) : newPriceOnly(subscription, coming), ends: false, price: coming };
}
