import type { Actor } from "#lib/audit/audit.ts";
import { taxContext } from "#lib/billing/parts/tax-context.ts";
import { amountOf, type Contract, contractOf, type ItemTerms, itemOf } from "#lib/catalog/contract.ts";
import { keptCoupon } from "#lib/catalog/kept-coupon.ts";
import { loadOffer, type Offer } from "#lib/catalog/load-offer.ts";
import { priceOfLength } from "#lib/catalog/price-of-length.ts";
import type { Customer, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { linesBilledFor } from "#lib/invoices/billed-lines.ts";
import { WAITING } from "#lib/invoices/pending-lines.ts";
import { storedLine } from "#lib/invoices/stored-line.ts";
import { conflict, DomainError } from "#lib/kernel/errors.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { AgreedChange, ChangeTime } from "#lib/subscriptions/agreed-change.ts";
import { isSameLength } from "#lib/subscriptions/proration.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";
import { changeObstacle } from "./change-obstacle.ts";
import { changeTime } from "./change-time.ts";
import { type ChangePrice, priceChange } from "./price-change.ts";

export type Changing = Subscription & { items: SubscriptionItem[]; payer: Customer };

export type ChangeRequest = {
  priceId: string;
  /** The subscription's own where it is left out. */
  currency?: string;
  /** As the settings say where it is left out. What cannot be prorated (another length or currency) begins anew. */
  time?: ChangeTime;
  /** The moment that is counted from. */
  at: Date;
};

/** What a change would be, and cost: what is shown, and what is agreed to. */
export type PreparedChange = {
  offer: Offer;
  agreed: AgreedChange;
  price: ChangePrice;
  from: { planId: string; currency: string; amount: bigint };
  /** Add-ons that are not sold for the new length, and end with the change. */
  dropped: string[];
};

/**
 * A change of plan as it would be made now. A coupon goes on where it holds for the new plan, at the amount that was sold; an add-on where it is sold
 * for the new length.
 * @throws 409 the obstacles of `changeObstacle`, `same_plan`, `already_subscribed`, the refusals of an offer, `tax_rate_missing`.
 */
export async function prepareChange(
  tx: Tx,
  subscription: Changing,
  request: ChangeRequest,
  by: Actor["kind"],
  settings: Settings,
): Promise<PreparedChange> {
  const { at, priceId, currency = subscription.currency } = request;
  const obstacle = await changeObstacle(tx, subscription, { by, at, graceDays: settings.dunning.graceDays });
  if (obstacle) throw conflict(obstacle);
  if (priceId === subscription.priceId && currency === subscription.currency) throw conflict("same_plan");
  const { company, market } = settings;
  const country = subscription.payer.country ?? company.country;
  const currencies = [...market.currencies, subscription.currency];
  const offer = await loadOffer(tx, { priceId, currency, currencies, country, at });
  if (offer.plan.kind !== "REGULAR") throw new DomainError("plan_unknown");
  const coupon = await keptCoupon(tx, subscription, offer, currency);
  const { items, dropped } = await itemsAfter(tx, subscription, offer, currency);
  const contract: Contract = { ...contractOf(offer, currency, true), ...coupon, amount: amountOf(items.map(({ terms }) => terms)) };
  const time = changeTime(subscription, contract, request.time, settings);
  const ending = subscription.items.filter(({ id }) => time === "anew" || !items.some(({ keeps }) => keeps === id));
  const ids = ending.map(({ id }) => id);
  const billed = time === "renewal" ? [] : await linesBilledFor(tx, ids, at);
  const kept = items.map(({ keeps, terms }) => ({ ...terms, id: keeps }));
  const priced = priceChange({
    time,
    at,
    policy: settings.changes.proration,
    timeZone: await zoneOf(tx, subscription),
    period: { start: subscription.currentPeriodStart!, end: subscription.currentPeriodEnd! },
    cycle: subscription.cycle,
    inTrial: subscription.status === "TRIALING",
    billed,
    currency: subscription.currency,
    taxIncluded: subscription.taxIncluded,
    to: { contract, charged: time === "anew" ? kept : kept.filter(({ id }) => id === null), items: kept },
    tax: await taxContext(tx, company, { ...subscription.payer, country }),
  });
  const price = { ...priced, next: { ...priced.next, total: await afterCredits(tx, subscription, { currency, ...priced }, settings) } };
  const agreed = {
    time,
    cycle: subscription.cycle,
    standing: subscription.items.map(({ id }) => id),
    planId: offer.plan.id,
    priceId,
    contract,
    items,
  };
  return { offer, agreed, price, from: subscription, dropped };
}

/** What the next invoice asks for: less what waits for it, and what the change gives back on it. */
async function afterCredits(
  tx: Tx,
  subscription: Changing,
  { next, surplus, currency }: Pick<ChangePrice, "next" | "surplus"> & { currency: string },
  { changes }: Settings,
): Promise<bigint> {
  if (currency !== subscription.currency) return next.total;
  const waiting = await tx.pendingLine.findMany({ ...WAITING, where: { ...WAITING.where, subscriptionId: subscription.id, currency } });
  const credits = waiting.map(({ line }) => storedLine.parse(line).total);
  const total = credits.reduce((sum, credit) => sum + credit, next.total) - (changes.credit === "next_invoice" ? surplus : 0n);
  return total > 0n ? total : 0n;
}

type Kept = { keeps: string | null; terms: ItemTerms };

/** The new plan's item, and the add-ons: as they are for the same length and currency, else at their own price for the new one. */
async function itemsAfter(tx: Tx, subscription: Changing, offer: Offer, currency: string): Promise<{ items: Kept[]; dropped: string[] }> {
  const every = { unit: offer.price.interval, count: offer.price.intervalCount };
  const same =
    currency === subscription.currency && isSameLength(every, { unit: subscription.interval, count: subscription.intervalCount });
  const items: Kept[] = [{ keeps: null, terms: itemOf(offer) }];
  const dropped: string[] = [];
  for (const item of subscription.items.filter(({ kind }) => kind === "ADD_ON")) {
    if (same) items.push({ keeps: item.id, terms: termsOf(item) });
    else {
      const other = await priceOfLength(tx, item.planId, { every, currency, taxIncluded: offer.price.taxIncluded });
      if (other) items.push({ keeps: null, terms: { ...itemOf(other, "ADD_ON"), quantity: item.quantity } });
      else dropped.push(item.name);
    }
  }
  return { items, dropped };
}

function termsOf({
  kind,
  planId,
  priceId,
  name,
  quantity,
  amount,
  packages,
  maxDevices,
  maxStreams,
  quality,
}: SubscriptionItem): ItemTerms {
  return { kind, planId, priceId, name, quantity, amount, packages, maxDevices, maxStreams, quality };
}
