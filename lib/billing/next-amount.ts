import { quoteRenewal } from "#lib/catalog/quote.ts";
import type { Customer, Plan, Price, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Money } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { taxContext } from "./tax-context.ts";

type Renewing = Subscription & { plan: Plan; price: Price; customer: Customer };

export type NextAmounts = { next: Money; regular: Money };

/** What the next period will cost with tax and coupon, as things stand; null when nothing more is charged. */
export async function nextAmount(tx: Tx, subscription: Renewing, settings: Settings): Promise<Money | null> {
  return (await nextAmounts(tx, subscription, settings))?.next ?? null;
}

/** The same, and what every period after it costs: more, where the coupon is for one time. */
export async function nextAmounts(tx: Tx, subscription: Renewing, settings: Settings): Promise<NextAmounts | null> {
  const { customer, renewsAt, cancelAtPeriodEnd, currency } = subscription;
  if (!renewsAt || cancelAtPeriodEnd) return null;
  const coupon = subscription.couponId ? await tx.coupon.findUnique({ where: { id: subscription.couponId } }) : null;
  const tax = await taxContext(tx, settings.company, customer.country ?? settings.company.country, customer.vatId);
  const price = (used: typeof coupon) => ({ minor: quoteRenewal({ ...subscription, coupon: used, tax, at: renewsAt }).total, currency });
  return { next: price(coupon), regular: price(coupon?.duration === "FOREVER" ? coupon : null) };
}
