import { discountedAfter } from "#lib/catalog/contract.ts";
import { quoteRenewal } from "#lib/catalog/quote.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, PendingLine, Prisma, ScheduledChange, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { WAITING } from "#lib/invoices/pending-lines.ts";
import { storedLine } from "#lib/invoices/stored-line.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import type { Money } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { readChange } from "#lib/subscriptions/agreed-change.ts";
import { contractAtRenewal } from "#lib/subscriptions/change.ts";
import { STANDING } from "#lib/subscriptions/items.ts";
import { termsAfter } from "#lib/subscriptions/renew.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";
import { taxContext } from "./tax-context.ts";

type Renewing = Subscription & {
  items: SubscriptionItem[];
  payer: Pick<Customer, "country" | "vatId" | "taxExemption">;
  scheduledChange: Pick<ScheduledChange, "change"> | null;
  /** Those that wait. */
  pendingLines: Pick<PendingLine, "line" | "currency">[];
};

/** What it takes to know what a subscription costs next: for `include`. */
export const FOR_NEXT_AMOUNT = {
  items: STANDING,
  payer: { select: { country: true, vatId: true, taxExemption: true } },
  scheduledChange: { select: { change: true } },
  pendingLines: { ...WAITING, select: { line: true, currency: true } },
} satisfies Prisma.SubscriptionInclude;

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

/** And what every period costs once a coupon that ends is over, and nothing is credited. */
async function nextAmounts(tx: Tx, subscription: Renewing, settings: Settings): Promise<NextAmounts | null> {
  const { payer, renewsAt, cancelAtPeriodEnd, pendingLines } = subscription;
  if (!renewsAt || cancelAtPeriodEnd) return null;
  const tax = await taxContext(tx, settings.company, payer);
  const timeZone = await zoneOf(tx, subscription);
  const { contract, items } = afterChange(subscription, timeZone);
  const { currency } = contract;
  const period = (cycle: number, at: Date) => quoteRenewal({ items, contract, cycle, tax, timeZone, at }).total;
  const billedAt = new Date(Math.max(renewsAt.getTime(), now().getTime()));
  const terms = termsAfter(contract, timeZone, billedAt);
  const last = terms[terms.length - 1];
  const discounted = discountedAfter(contract, last.cycle - 1);
  const credits = pendingLines.filter((line) => line.currency === currency).map(({ line }) => storedLine.parse(line).total);
  const next = [...terms.map(({ cycle, start }) => period(cycle, start)), ...credits].reduce((sum, total) => sum + total, 0n);
  return {
    next: { minor: next > 0n ? next : 0n, currency },
    regular: { minor: period(last.cycle + Math.max(discounted, 1), last.start), currency },
    discounted: terms.length === 1 ? discounted : 0,
  };
}

/** What is renewed: as it is, or as a change is to make it. */
function afterChange(subscription: Renewing, timeZone: string) {
  if (!subscription.scheduledChange) return { contract: subscription, items: subscription.items };
  const change = readChange(subscription.scheduledChange.change);
  const items = change.items.map(({ keeps, terms }) => ({ ...terms, id: keeps }));
  return { contract: { ...subscription, ...contractAtRenewal(subscription, change, timeZone) }, items };
}
