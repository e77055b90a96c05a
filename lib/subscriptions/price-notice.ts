import type { PriceMove, PriceNotice, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import { type AgreedChange, amountAfter, asItIs, type WhatItBecomes } from "./agreed-change.ts";
import { SENT_EARLIER_DAYS } from "./price-law.ts";
import { termsAfter } from "./renew.ts";

const DAY_MS = 86_400_000;

/** Why a subscription was left as it is. */
export const LEFT_REASONS = ["stopped", "not_agreed", "changed", "ended", "no_price", "same_price"] as const;
export type LeftReason = (typeof LEFT_REASONS)[number];

/** A new price that was told and may still come; `move` is what it was told for. */
export type ComingPrice = Pick<PriceNotice, "id" | "effectiveAt" | "amount" | "total" | "needsConsent" | "agreedAt"> & {
  move: Pick<PriceMove, "fromPriceId" | "toPriceId" | "unagreed">;
};

/** To be read with a subscription: those that were told and not stopped. Only one is of the price that it has. */
export const COMING_PRICES = {
  where: { status: "NOTIFIED", move: { stoppedAt: null } },
  select: {
    id: true,
    effectiveAt: true,
    amount: true,
    total: true,
    needsConsent: true,
    agreedAt: true,
    move: { select: { fromPriceId: true, toPriceId: true, unagreed: true } },
  },
} as const;

/** The one that is of the price that a subscription has. */
export function comingPrice({ priceId, priceNotices }: { priceId: string; priceNotices: ComingPrice[] }): ComingPrice | null {
  return priceNotices.find(({ move }) => move.fromPriceId === priceId) ?? null;
}

/** What a told price makes of a period that begins at `start`. Who was asked and has not agreed keeps the old one, or ends. */
export function fateAt({ effectiveAt, needsConsent, agreedAt, move }: ComingPrice, start: Date): "waits" | "moves" | "keeps" | "ends" {
  if (!effectiveAt || start < effectiveAt) return "waits";
  if (!needsConsent || agreedAt) return "moves";
  return move.unagreed === "END" ? "ends" : "keeps";
}

/** The same subscription, or what a scheduled change makes of it, with the new price for what has the old one. */
export function withNewPrice<Of extends WhatItBecomes>(of: Of, { amount, move }: Pick<ComingPrice, "amount" | "move">): Of {
  if (of.priceId !== move.fromPriceId || amount === null) return of;
  const items = of.items.map(({ keeps, terms }) =>
    terms.priceId === move.fromPriceId ? { keeps: null, terms: { ...terms, priceId: move.toPriceId, amount } } : { keeps, terms },
  );
  return { ...of, priceId: move.toPriceId, items, contract: { ...of.contract, amount: amountAfter(items) } };
}

type Running = Subscription & { items: SubscriptionItem[] };

/** The change with which a subscription takes up a new price, where nothing else is scheduled. */
export function newPriceOnly(subscription: Running, price: Pick<ComingPrice, "amount" | "move">): AgreedChange {
  const { cycle, items } = subscription;
  return { ...withNewPrice(asItIs(subscription), price), time: "renewal", cycle, standing: items.map(({ id }) => id) };
}

/** The first period that begins when a viewer was told `days` before, and its number; null while nothing renews. */
export function firstPeriodAfter(
  subscription: Subscription,
  zone: string,
  told: Date,
  days: number,
): { cycle: number; start: Date } | null {
  const { currentPeriodEnd, anchor, cycle, renewsAt } = subscription;
  if (!currentPeriodEnd || !anchor || !renewsAt) return null;
  const from = new Date(told.getTime() + days * DAY_MS);
  const starts = [
    { cycle: cycle + 1, start: currentPeriodEnd },
    ...termsAfter(subscription, zone, from).map((term) => ({ cycle: term.cycle + 1, start: term.end })),
  ];
  return starts.find(({ start }) => start >= from) ?? null;
}

/** When to tell of a period that begins at `start`: not before `from`, and not much earlier than it takes. */
export function noticeAt(start: Date, days: number, from: Date): Date {
  const latest = new Date(start.getTime() - (days + SENT_EARLIER_DAYS) * DAY_MS);
  return latest > from ? latest : from;
}

/** The day on which the turn of the subscription at `position` comes, the first being 0; so many a week. */
export function turnOf({ startsAt, perWeek }: Pick<PriceMove, "startsAt" | "perWeek">, position: number): Date {
  return new Date(startsAt.getTime() + (perWeek === null ? 0 : Math.floor(position / perWeek)) * 7 * DAY_MS);
}
