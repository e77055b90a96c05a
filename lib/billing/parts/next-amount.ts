import { discountedAfter } from "#lib/catalog/contract.ts";
import { quoteRenewal } from "#lib/catalog/quote.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import type { Money } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";
import { taxContext } from "./tax-context.ts";

type Renewing = Subscription & { items: SubscriptionItem[]; payer: Pick<Customer, "country" | "vatId"> };

/** `next` for so many periods as a coupon still lowers (`discounted`, 0: it ends not, or is over), then `regular`. */
export type NextAmounts = { next: Money; regular: Money; discounted: number };

/**
 * What the next period will cost with tax and coupon, as things stand; null when nothing more is charged.
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
  const { items, payer, renewsAt, currentPeriodEnd, cancelAtPeriodEnd, currency, cycle } = subscription;
  const { country, vatId } = payer;
  if (!renewsAt || cancelAtPeriodEnd) return null;
  const tax = await taxContext(tx, settings.company, country ?? settings.company.country, vatId);
  const timeZone = await zoneOf(tx, subscription);
  const at = currentPeriodEnd ?? renewsAt;
  const period = (of: number) => ({
    minor: quoteRenewal({ items, contract: subscription, cycle: of, tax, timeZone, at }).total,
    currency,
  });
  const discounted = discountedAfter(subscription, cycle);
  return { next: period(cycle + 1), regular: period(cycle + 1 + Math.max(discounted, 1)), discounted };
}
