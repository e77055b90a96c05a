import { discountedAfter } from "#lib/catalog/contract.ts";
import { quoteRenewal } from "#lib/catalog/quote.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import type { Money } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { termsAfter } from "#lib/subscriptions/renew.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";
import { taxContext } from "./tax-context.ts";

type Renewing = Subscription & { items: SubscriptionItem[]; payer: Pick<Customer, "country" | "vatId"> };

/** `next` for so many periods as a coupon still lowers (`discounted`, 0: it ends not, is over, or `next` is of several that were missed), then `regular`. */
export type NextAmounts = { next: Money; regular: Money; discounted: number };

/**
 * What the next charge will be with tax and coupon, of one period or of all that will have been missed, as things stand; null when nothing more is charged.
 * @throws `tax_rate_missing` when nobody knows: its renewal waits for a rate.
 */
export async function nextAmount(tx: Tx, subscription: Renewing, settings: Settings): Promise<Money | null> {
  return (await nextAmounts(tx, subscription, settings))?.next ?? null;
}

/** The same to be shown: "unknown" while the renewal waits for a rate of tax. */
export async function shownNextAmounts(subscription: Renewing, settings: Settings): Promise<NextAmounts | "unknown" | null> {
  try {
    return await nextAmounts(db, subscription, settings);
  } catch (error) {
    if (error instanceof DomainError && error.code === "tax_rate_missing") return "unknown";
    throw error;
  }
}

/** And what every period costs once a coupon that ends is over. */
async function nextAmounts(tx: Tx, subscription: Renewing, settings: Settings): Promise<NextAmounts | null> {
  const { items, payer, renewsAt, cancelAtPeriodEnd, currency } = subscription;
  const { country, vatId } = payer;
  if (!renewsAt || cancelAtPeriodEnd) return null;
  const tax = await taxContext(tx, settings.company, country ?? settings.company.country, vatId);
  const timeZone = await zoneOf(tx, subscription);
  const period = (cycle: number, at: Date) => quoteRenewal({ items, contract: subscription, cycle, tax, timeZone, at }).total;
  const billedAt = new Date(Math.max(renewsAt.getTime(), now().getTime()));
  const terms = termsAfter(subscription, timeZone, billedAt);
  const last = terms[terms.length - 1];
  const discounted = discountedAfter(subscription, last.cycle - 1);
  return {
    next: { minor: terms.reduce((sum, { cycle, start }) => sum + period(cycle, start), 0n), currency },
    regular: { minor: period(last.cycle + Math.max(discounted, 1), last.start), currency },
    discounted: terms.length === 1 ? discounted : 0,
  };
}
