import type { Actor } from "#lib/audit/audit.ts";
import { balanceShare } from "#lib/billing/parts/balance-share.ts";
import { taxContext } from "#lib/billing/parts/tax-context.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { linesBilledFor } from "#lib/invoices/billed-lines.ts";
import { WAITING } from "#lib/invoices/pending-lines.ts";
import { storedLine } from "#lib/invoices/stored-line.ts";
import { conflict } from "#lib/kernel/errors.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { AgreedChange } from "#lib/subscriptions/agreed-change.ts";
import { isCountedFromNext } from "#lib/subscriptions/change.ts";
import { COMING_PRICES, comingPrice, fateAt, withNewPrice } from "#lib/subscriptions/price-notice.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";
import { changeObstacle } from "./change-obstacle.ts";
import { type ChangePrice, priceChange } from "./price-change.ts";
import { type Changing, type Target, targetOf, type Wanted } from "./target.ts";

/** `at`: the moment that is counted from. */
export type ChangeRequest = Wanted & { at: Date };

/** What a change would be, and cost: what is shown, and what is agreed to. */
export type PreparedChange = Pick<Target, "name" | "dropped"> & {
  agreed: AgreedChange;
  price: ChangePrice;
  /** What of the sum that is due the payer's balance pays. */
  fromBalance: bigint;
  from: { planId: string; priceId: string; currency: string };
};

/**
 * A change of what a subscription consists of, as it would be made now.
 * @throws 409 the obstacles of `changeObstacle`, the refusals of `targetOf`, `tax_rate_missing`.
 */
export async function prepareChange(
  tx: Tx,
  subscription: Changing,
  { at, ...wanted }: ChangeRequest,
  by: Actor["kind"],
  settings: Settings,
): Promise<PreparedChange> {
  const obstacle = await changeObstacle(tx, subscription, { by, at, patience: settings.dunning });
  if (obstacle) throw conflict(obstacle);
  const { name, dropped, ...target } = await targetOf(tx, subscription, wanted, at, settings);
  const agreed = { ...target, cycle: subscription.cycle, standing: subscription.items.map(({ id }) => id) };
  const price = await priceOf(tx, subscription, agreed, at, settings);
  const due = { minor: price.due, currency: agreed.contract.currency };
  const fromBalance = due.minor > 0n ? balanceShare(due, await heldBy(tx, subscription.payerId, due.currency), settings) : 0n;
  return { name, dropped, agreed, price, fromBalance, from: subscription };
}

async function priceOf(tx: Tx, subscription: Changing, agreed: AgreedChange, at: Date, settings: Settings): Promise<ChangePrice> {
  const { time, contract } = agreed;
  const items = agreed.items.map(({ keeps, terms }) => ({ ...terms, id: keeps }));
  const ending = subscription.items.filter(({ id }) => time === "anew" || !items.some((item) => item.id === id));
  const price = priceChange({
    time,
    at,
    policy: settings.changes.proration,
    timeZone: await zoneOf(tx, subscription),
    period: { start: subscription.currentPeriodStart!, end: subscription.currentPeriodEnd! },
    cycle: subscription.cycle,
    inTrial: subscription.status === "TRIALING",
    billed:
      time === "renewal"
        ? []
        : await linesBilledFor(
            tx,
            ending.map(({ id }) => id),
            at,
          ),
    currency: subscription.currency,
    taxIncluded: subscription.taxIncluded,
    to: { contract: { ...subscription, ...contract }, charged: time === "anew" ? items : items.filter(({ id }) => id === null), items },
    nextIsFirst: isCountedFromNext(subscription, contract),
    later: await announced(tx, subscription, agreed),
    tax: await taxContext(tx, settings.company, subscription.payer),
  });
  return {
    ...price,
    next: { ...price.next, total: await afterCredits(tx, subscription, { ...price, currency: contract.currency }, settings) },
  };
}

/** What the next period makes of it, where a new price comes with that. */
async function announced(tx: Tx, subscription: Changing, agreed: AgreedChange) {
  const priceNotices = await tx.priceNotice.findMany({
    ...COMING_PRICES,
    where: { ...COMING_PRICES.where, subscriptionId: subscription.id },
  });
  const coming = comingPrice({ ...subscription, priceNotices });
  if (!coming || fateAt(coming, subscription.currentPeriodEnd!) !== "moves") return undefined;
  const { contract, items } = withNewPrice(agreed, coming);
  return { contract: { ...subscription, ...contract }, items: items.map(({ keeps, terms }) => ({ ...terms, id: keeps })) };
}

async function heldBy(tx: Tx, customerId: string, currency: string): Promise<bigint> {
  const balance = await tx.balance.findUnique({ where: { customerId_currency: { customerId, currency } }, select: { amount: true } });
  return balance?.amount ?? 0n;
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
