import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import { taxContext } from "#lib/billing/parts/tax-context.ts";
import { quoteRenewal } from "#lib/catalog/quote.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Plan, PriceMove, PriceNotice, ScheduledChange, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { recordEvent } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { asItIs, readChange, type WhatItBecomes } from "#lib/subscriptions/agreed-change.ts";
import { STANDING } from "#lib/subscriptions/items.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { markPriceLeft, markPriceTold, markPriceWaiting } from "#lib/subscriptions/note-price.ts";
import { noticeDaysIn, type PriceLaw, priceLaw } from "#lib/subscriptions/price-law.ts";
import { firstPeriodAfter, noticeAt, withNewPrice } from "#lib/subscriptions/price-notice.ts";
import { ENDED } from "#lib/subscriptions/state.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";

const DAY_MS = 86_400_000;

/** Tells those whose turn has come of their new price. Returns how many it looked at. */
export async function tellNewPrices(limit = 200): Promise<number> {
  const settings = await getSettings();
  const due = await db.priceNotice.findMany({
    where: { status: "WAITING", notifyAt: { lte: now() }, id: { notIn: resting() } },
    orderBy: { notifyAt: "asc" },
    take: limit,
    select: { id: true, subscriptionId: true, subscription: { select: { payerId: true } } },
  });
  return eachSafely(due, "telling a new price", ({ id, subscriptionId, subscription }) =>
    transaction(async (tx) => {
      const payer = await lockCustomer(tx, subscription.payerId);
      await lockSubscription(tx, subscriptionId);
      const notice = await tx.priceNotice.findUniqueOrThrow({ where: { id }, include: WITH_SUBSCRIPTION });
      if (notice.status !== "WAITING" || notice.subscription.payerId !== payer.id) return false;
      await tell(tx, { ...notice, payer }, settings);
      return true;
    }),
  );
}

const WITH_SUBSCRIPTION = { move: true, subscription: { include: { items: STANDING, plan: true, scheduledChange: true } } } as const;

type Telling = PriceNotice & {
  move: PriceMove;
  subscription: Subscription & { items: SubscriptionItem[]; plan: Plan; scheduledChange: ScheduledChange | null };
  payer: Customer;
};

async function tell(tx: Tx, notice: Telling, settings: Settings): Promise<void> {
  const { id, move, subscription, payer } = notice;
  if (move.stoppedAt) return markPriceLeft(tx, id, "stopped");
  if (ENDED.some((status) => status === subscription.status) || subscription.cancelAtPeriodEnd) return markPriceLeft(tx, id, "ended");
  if (subscription.priceId !== move.fromPriceId) return markPriceLeft(tx, id, "changed");
  const scheduled = subscription.scheduledChange && readChange(subscription.scheduledChange.change);
  // Who is about to leave the price may still take that back.
  if (scheduled && scheduled.priceId !== subscription.priceId) return markPriceWaiting(tx, id, new Date(now().getTime() + DAY_MS));
  const { currency } = subscription;
  const named = await tx.priceAmount.findUnique({ where: { priceId_currency: { priceId: move.toPriceId, currency } } });
  if (!named) return markPriceLeft(tx, id, "no_price");
  const of = scheduled ?? asItIs(subscription);
  // A price is changed in one currency, and who pays in another has nothing to be told.
  if (withNewPrice(of, { amount: named.amount, move }).contract.amount === of.contract.amount) return markPriceLeft(tx, id, "same_price");
  const law = priceLaw(payer.country ?? settings.company.country, civilDate(now(), settings.company.timeZone).toString());
  const days = noticeDaysIn(law, move.noticeDays);
  const first = subscription.status === "PAUSED" ? null : firstPeriodAfter(subscription, await zoneOf(tx, subscription), now(), days);
  if (!first) return markPriceWaiting(tx, id, new Date(now().getTime() + DAY_MS));
  const tellAt = noticeAt(first.start, days, now());
  if (tellAt > now()) return markPriceWaiting(tx, id, tellAt);
  await sendNotice(tx, notice, { amount: named.amount, first, law, of }, settings);
}

/** `of`: what the subscription is by then, but for the new price. */
type Told = { amount: bigint; first: { cycle: number; start: Date }; law: PriceLaw; of: WhatItBecomes };

/** What the period costs as it is, and with the new price; who has to be asked is asked. */
async function sendNotice(tx: Tx, { id, attempt, move, subscription, payer }: Telling, told: Told, settings: Settings): Promise<void> {
  const { amount, first, law, of } = told;
  const { id: subscriptionId, currency, plan } = subscription;
  const change = withNewPrice(of, { amount, move });
  const tax = await taxContext(tx, settings.company, payer);
  const period = { cycle: first.cycle, at: first.start, tax, timeZone: await zoneOf(tx, subscription) };
  const costs = ({ contract, items }: WhatItBecomes) =>
    quoteRenewal({
      ...period,
      contract: { ...subscription, ...contract },
      items: items.map(({ keeps, terms }) => ({ ...terms, id: keeps })),
    }).total;
  const [before, total] = [costs(of), costs(change)];
  const needsConsent = change.contract.amount > of.contract.amount && (law.consent || move.askConsent);
  await markPriceTold(tx, id, { attempt: attempt + 1, effectiveAt: first.start, amount, total, needsConsent });
  const data = { total: String(total), effectiveAt: first.start.toISOString() };
  await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId, type: "price_announced", source: "worker", data });
  await notify(tx, "price_change", settings, {
    dedupeKey: letterKey(id, attempt + 1),
    customer: payer,
    refs: { subscriptionId },
    variables: ({ account }) => ({
      plan: { name: plan.name },
      previous_amount: { minor: before, currency },
      amount: { minor: total, currency },
      changes_on: first.start,
      unagreed: needsConsent ? (move.unagreed === "END" ? "ends" : "keeps") : null,
      links: { account, cancel: `${account}/cancel/${subscriptionId}` },
    }),
  });
}

function letterKey(noticeId: string, attempt: number): string {
  return `price_change:${noticeId}:${attempt}`;
}
