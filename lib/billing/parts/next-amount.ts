import { discountedAfter } from "#lib/catalog/contract.ts";
import { quoteRenewal } from "#lib/catalog/quote.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, PendingLine, Prisma, ScheduledChange, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { DraftLine } from "#lib/invoices/draft.ts";
import { WAITING } from "#lib/invoices/pending-lines.ts";
import { storedLine } from "#lib/invoices/stored-line.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import type { Money } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { atRenewal } from "#lib/subscriptions/at-renewal.ts";
import { contractAtRenewal } from "#lib/subscriptions/change.ts";
import { STANDING } from "#lib/subscriptions/items.ts";
import { movedTerm } from "#lib/subscriptions/pause.ts";
import { COMING_PRICES, type ComingPrice } from "#lib/subscriptions/price-notice.ts";
import { termsAfter } from "#lib/subscriptions/renew.ts";
import type { Term } from "#lib/subscriptions/term.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";
import { taxContext } from "./tax-context.ts";

type Renewing = Subscription & {
  items: SubscriptionItem[];
  payer: Pick<Customer, "country" | "vatId" | "taxExemption">;
  scheduledChange: Pick<ScheduledChange, "change"> | null;
  priceNotices: ComingPrice[];
  /** Those that wait. */
  pendingLines: Pick<PendingLine, "line" | "currency">[];
};

/** What it takes to know what a subscription costs next: for `include`. */
export const FOR_NEXT_AMOUNT = {
  items: STANDING,
  payer: { select: { country: true, vatId: true, taxExemption: true } },
  scheduledChange: { select: { change: true } },
  priceNotices: COMING_PRICES,
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
  return unlessUnknown(() => nextAmounts(db, subscription, settings));
}

/** What hangs on a sum that nobody knows is unknown. */
export async function unlessUnknown<T>(work: () => Promise<T>): Promise<T | "unknown"> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError && error.code === "tax_rate_missing") return "unknown";
    throw error;
  }
}

/** A line of the next invoice, with its own period where the invoice bills several. */
export type NextLine = Pick<DraftLine, "kind" | "description" | "quantity" | "net" | "tax" | "total"> & { period: Term | null };

export type NextInvoice = { at: Date; period: Term; currency: string; lines: NextLine[]; tax: bigint; total: bigint };

/** The next invoice of a subscription as it would be issued, line by line; null when nothing more is billed, "unknown" while it waits for a rate of tax. */
export async function nextInvoice(subscriptionId: string, settings: Settings): Promise<NextInvoice | "unknown" | null> {
  const subscription = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: FOR_NEXT_AMOUNT });
  const drawn = await unlessUnknown(() => drawNext(db, subscription, settings));
  if (drawn === null || drawn === "unknown") return drawn;
  const { at, terms, quotes, credits, currency } = drawn;
  const own = (index: number) => (terms.length > 1 ? { start: terms[index].start, end: terms[index].end } : null);
  const lines = [
    ...quotes.flatMap((quote, index) => quote.lines.map((line) => ({ ...line, period: own(index) }))),
    ...credits.map((line) => ({ ...line, period: null })),
  ];
  const sum = (name: "tax" | "total") => lines.reduce((all, line) => all + line[name], 0n);
  return { at, period: { start: terms[0].start, end: terms[terms.length - 1].end }, currency, lines, tax: sum("tax"), total: sum("total") };
}

/** And what every period costs once a coupon that ends is over, and nothing is credited. */
async function nextAmounts(tx: Tx, subscription: Renewing, settings: Settings): Promise<NextAmounts | null> {
  const drawn = await drawNext(tx, subscription, settings);
  if (!drawn) return null;
  const { contract, quote, terms, quotes, credits, currency } = drawn;
  const last = terms[terms.length - 1];
  const discounted = discountedAfter(contract, last.cycle - 1);
  const next = [...quotes, ...credits].reduce((sum, { total }) => sum + total, 0n);
  return {
    next: { minor: next > 0n ? next : 0n, currency },
    regular: { minor: quote(last.cycle + Math.max(discounted, 1), last.start).total, currency },
    discounted: terms.length === 1 ? discounted : 0,
  };
}

/** The periods that are billed next, what each costs, and what is credited with them; null when nothing more is billed. */
async function drawNext(tx: Tx, subscription: Renewing, settings: Settings) {
  const { payer, renewsAt, cancelAtPeriodEnd, pendingLines } = subscription;
  if (!renewsAt || cancelAtPeriodEnd) return null;
  const timeZone = await zoneOf(tx, subscription);
  const after = afterChange(goingOn(subscription, timeZone), timeZone);
  if (!after) return null;
  const { contract, items } = after;
  const tax = await taxContext(tx, settings.company, payer);
  const { currency } = contract;
  const quote = (cycle: number, at: Date) =>
    quoteRenewal({ items, contract, cycle, tax, timeZone, at, first: cycle === contract.anchorCycle });
  const due = subscription.status === "PAUSED" ? contract.currentPeriodEnd! : renewsAt;
  const billedAt = new Date(Math.max(due.getTime(), now().getTime()));
  const terms = termsAfter(contract, timeZone, billedAt);
  const credits = pendingLines.filter((line) => line.currency === currency).map(({ line }) => storedLine.parse(line));
  const quotes = terms.map(({ cycle, start }) => quote(cycle, start));
  return { at: billedAt, contract, currency, terms, quote, quotes, credits };
}

/** One that is paused, with its period as it will be. */
function goingOn(subscription: Renewing, timeZone: string): Renewing {
  const { status, pausedAt, renewsAt } = subscription;
  if (status !== "PAUSED" || !pausedAt || !renewsAt) return subscription;
  return { ...subscription, ...movedTerm(subscription, { from: pausedAt, at: renewsAt }, timeZone) };
}

/** What is renewed: as it is, or as a change or a new price is to make it; null where it ends instead. */
function afterChange(subscription: Renewing, timeZone: string) {
  const { change, ends } = atRenewal(subscription);
  if (ends) return null;
  if (!change) return { contract: subscription, items: subscription.items };
  const items = change.items.map(({ keeps, terms }) => ({ ...terms, id: keeps }));
  return { contract: { ...subscription, ...contractAtRenewal(subscription, change, timeZone) }, items };
}
