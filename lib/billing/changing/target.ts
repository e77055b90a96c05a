import { type Contract, contractOf, everyOf, itemOf } from "#lib/catalog/contract.ts";
import { keptCoupon } from "#lib/catalog/kept-coupon.ts";
import { loadOffer, type Offer } from "#lib/catalog/load-offer.ts";
import { priceOfLength } from "#lib/catalog/price-of-length.ts";
import type { Customer, ScheduledChange, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { conflict, DomainError } from "#lib/kernel/errors.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { type AgreedChange, amountAfter, asItIs, type ChangeTime, keptItem, readChange } from "#lib/subscriptions/agreed-change.ts";
import { isSameLength } from "#lib/subscriptions/proration.ts";
import { changeTime } from "./change-time.ts";

export type Changing = Subscription & {
  items: SubscriptionItem[];
  payer: Customer;
  scheduledChange: Pick<ScheduledChange, "change"> | null;
};

/** One of three: another plan by its price, an add-on by its price, or an item that is taken off. */
export type Wanted = {
  priceId?: string;
  /** Of the other plan; the subscription's own where it is left out. */
  currency?: string;
  add?: string;
  remove?: string;
  /** As the settings say where it is left out. What cannot be prorated (another length or currency) begins anew. */
  time?: ChangeTime;
};

/** What a subscription is to become. */
export type Target = Pick<AgreedChange, "time" | "planId" | "priceId" | "contract" | "items"> & {
  /** What is sold, or taken off. */
  name: string;
  /** Add-ons that are not sold for the new length, and end with the change. */
  dropped: string[];
};

/** @throws the refusals of an offer, 409 `same_plan`, `change_scheduled`, `add_on_present`, `add_on_other_length`, `item_removed`. */
export async function targetOf(tx: Tx, subscription: Changing, wanted: Wanted, at: Date, settings: Settings): Promise<Target> {
  if (wanted.priceId) return otherPlan(tx, subscription, { ...wanted, priceId: wanted.priceId }, at, settings);
  if (wanted.add) return withAddOn(tx, subscription, wanted.add, at, settings);
  if (wanted.remove) return without(subscription, wanted.remove, wanted.time, settings);
  throw new DomainError("invalid", { field: "priceId" });
}

/** A coupon goes on where it holds for the new plan, an add-on where it is sold for the new length. */
async function otherPlan(
  tx: Tx,
  subscription: Changing,
  wanted: Wanted & { priceId: string },
  at: Date,
  settings: Settings,
): Promise<Target> {
  const { priceId, currency = subscription.currency } = wanted;
  if (priceId === subscription.priceId && currency === subscription.currency) throw conflict("same_plan");
  const offer = await offerOf(tx, subscription, { priceId, currency, at }, settings);
  if (offer.plan.kind !== "REGULAR") throw new DomainError("plan_unknown");
  const coupon = await keptCoupon(tx, subscription, offer, currency);
  const { items, dropped } = await itemsAfter(tx, subscription, offer, currency);
  const contract: Contract = { ...contractOf(offer, currency, true), ...coupon, amount: amountAfter(items) };
  const time = changeTime(subscription, contract, wanted.time, settings);
  return { time, planId: offer.plan.id, priceId, name: offer.plan.name, contract, items, dropped };
}

/** In step with the plan: for its length, and for what is left of the period at once. */
async function withAddOn(tx: Tx, subscription: Changing, priceId: string, at: Date, settings: Settings): Promise<Target> {
  const { currency, taxIncluded, planId } = subscription;
  if (subscription.scheduledChange) throw conflict("change_scheduled");
  const offer = await offerOf(tx, subscription, { priceId, currency, at }, settings);
  const { plan, price } = offer;
  if (plan.kind !== "ADD_ON") throw new DomainError("plan_unknown");
  if (subscription.items.some((item) => item.planId === plan.id)) throw conflict("add_on_present");
  const same = isSameLength({ unit: price.interval, count: price.intervalCount }, everyOf(subscription));
  if (!same || price.taxIncluded !== taxIncluded) throw conflict("add_on_other_length");
  const items: Kept[] = [...subscription.items.map(keptItem), { keeps: null, terms: itemOf(offer, "ADD_ON") }];
  return { ...asItIs(subscription, items), dropped: [], time: "prorated", planId, name: plan.name };
}

/** Taken off what is to come, where a change is scheduled already. */
function without(subscription: Changing, itemId: string, asked: ChangeTime | undefined, settings: Settings): Target {
  const item = subscription.items.find(({ id, kind }) => id === itemId && kind === "ADD_ON");
  if (!item) throw conflict("item_removed");
  const time = (asked ?? settings.changes.downgrades) === "prorated" ? "prorated" : "renewal";
  const scheduled = subscription.scheduledChange && readChange(subscription.scheduledChange.change);
  if (scheduled && time === "prorated") throw conflict("change_scheduled");
  const before = scheduled ?? asItIs(subscription);
  const items = before.items.filter(({ keeps, terms }) => keeps !== itemId && !(terms.kind === "ADD_ON" && terms.planId === item.planId));
  const { planId, priceId, contract } = before;
  return { time, planId, priceId, name: item.name, contract: { ...contract, amount: amountAfter(items) }, items, dropped: [] };
}

function offerOf(
  tx: Tx,
  { payer, currency: own }: Changing,
  wanted: { priceId: string; currency: string; at: Date },
  { company, market }: Settings,
) {
  return loadOffer(tx, { ...wanted, currencies: [...market.currencies, own], country: payer.country ?? company.country });
}

type Kept = Target["items"][number];

/** The new plan's item, and the add-ons: as they are for the same length and currency, else at their own price for the new one. */
async function itemsAfter(tx: Tx, subscription: Changing, offer: Offer, currency: string): Promise<Pick<Target, "items" | "dropped">> {
  const every = { unit: offer.price.interval, count: offer.price.intervalCount };
  const same = currency === subscription.currency && isSameLength(every, everyOf(subscription));
  const items: Kept[] = [{ keeps: null, terms: itemOf(offer) }];
  const dropped: string[] = [];
  for (const item of subscription.items.filter(({ kind }) => kind === "ADD_ON")) {
    if (same) items.push(keptItem(item));
    else {
      const other = await priceOfLength(tx, item.planId, { every, currency, taxIncluded: offer.price.taxIncluded });
      if (other) items.push({ keeps: null, terms: { ...itemOf(other, "ADD_ON"), quantity: item.quantity } });
      else dropped.push(item.name);
    }
  }
  return { items, dropped };
}
