import { quoteRenewal } from "#lib/catalog/quote.ts";
import type { Customer, Plan, Price, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Money } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { taxContext } from "./tax-context.ts";

type Renewing = Subscription & { plan: Plan; price: Price; customer: Customer };

/** What the next period will cost with tax and coupon, as things stand; null when nothing more is charged. */
export async function nextAmount(tx: Tx, subscription: Renewing, settings: Settings): Promise<Money | null> {
  const { customer, renewsAt, cancelAtPeriodEnd, currency } = subscription;
  if (!renewsAt || cancelAtPeriodEnd) return null;
  const coupon = subscription.couponId ? await tx.coupon.findUnique({ where: { id: subscription.couponId } }) : null;
  const tax = await taxContext(tx, settings.company, customer.country ?? settings.company.country, customer.vatId);
  return { minor: quoteRenewal({ ...subscription, coupon, tax, at: renewsAt }).total, currency };
}
