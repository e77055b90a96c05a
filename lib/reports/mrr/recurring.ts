import { discountOf } from "#lib/catalog/contract.ts";
import type { ItemKind } from "#lib/db/generated/client.ts";
import type { Every } from "#lib/kernel/period.ts";
import type { RecurringTerms } from "#lib/subscriptions/recurring-terms.ts";

/** An item as it was sold, for as long as it stood. */
export type ItemRow = {
  kind: ItemKind;
  planId: string;
  every: Every;
  /** Of all of them for a period, before the discount. */
  amount: bigint;
  addedAt: Date;
  removedAt: Date | null;
};

/** `at`: since when; for `ended` that is when access ended, which is often earlier than the worker saw it. `was`: the terms before a change that altered them. */
export type EventRow = { type: string; at: Date; was: RecurringTerms | null };

/** A subscription as its append-only rows tell it, beside the terms it has now. Events in the order in which they were written. */
export type SubscriptionRows = { oneTerm: boolean; terms: RecurringTerms; items: ItemRow[]; events: EventRow[] };

/** What recurs of a plan: an amount for each period. */
export type Part = { planId: string; every: Every; amount: bigint };

/** What recurs from an instant on, until the next step; nothing where `parts` is empty. */
export type Step = { at: Date; currency: string; parts: Part[] };

/**
 * What a subscription was worth, from when: a function of what is only ever added to. It counts while its viewer may watch and its trial is over: past due within grace it does, suspended, paused
 * and before it is paid it does not, and what was sold for one term never does: a pause is not billed (docs/decisions/0033). Canceled, it counts until it ends (help.chartmogul.com,
 * "Configuring Subscription Analytics settings": churn recognition). A discount that lasts for ever is taken off, one that ends is not. Where this is from, and where it differs: docs/decisions/0052.
 */
export function stepsOf({ oneTerm, terms, items, events }: SubscriptionRows): Step[] {
  if (oneTerm) return [];
  const paying = payingSpans(events);
  const changes = termsBefore(terms, events);
  const instants = [
    ...paying.flatMap(({ from, to }) => (to ? [from, to] : [from])),
    ...items.flatMap(({ addedAt, removedAt }) => (removedAt ? [addedAt, removedAt] : [addedAt])),
    ...changes.map(({ until }) => until),
  ];
  const steps: Step[] = [];
  for (const at of [...new Set(instants.map((instant) => instant.getTime()))].sort((a, b) => a - b)) {
    const then = changes.find(({ until }) => at < until.getTime())?.terms ?? terms;
    const parts = paying.some((span) => covers(span, at)) ? partsAt(items, then, at) : [];
    const step = { at: new Date(at), currency: then.currency, parts };
    if (!isSame(steps.at(-1), step)) steps.push(step);
  }
  return steps;
}

type Span = { from: Date; to: Date | null };

/** The events after which a viewer may watch. Those of access itself are not in histories that are older than they (docs/decisions/0026). */
const GRANTS = ["granted", "activated", "trial_started", "resumed", "recovered"];

/** Access, but for the trial. */
function payingSpans(events: EventRow[]): Span[] {
  const spans: Span[] = [];
  let [granted, inTrial, last] = [false, false, 0];
  for (const { type, at } of events) {
    if (GRANTS.includes(type)) granted = true;
    else if (type === "ended") granted = false;
    if (type === "trial_started") inTrial = true;
    else if (type === "renewed" || type === "activated") inTrial = false;
    last = Math.max(last, at.getTime());
    const open = spans.at(-1);
    const runs = open !== undefined && open.to === null;
    if (granted && !inTrial && !runs) spans.push({ from: new Date(last), to: null });
    if (!granted && runs) open.to = new Date(Math.max(at.getTime(), open.from.getTime()));
  }
  return spans.filter(({ from, to }) => to === null || from < to);
}

/** The terms that held before each instant, in order. Back from those of now: what was given later was not there before. */
function termsBefore(now: RecurringTerms, events: EventRow[]): { until: Date; terms: RecurringTerms }[] {
  const changes: { until: Date; terms: RecurringTerms }[] = [];
  let terms = now;
  for (const { type, at, was } of events.toReversed()) {
    if (type !== "discount_given" && !was) continue;
    terms = was ?? { currency: terms.currency, percentPpm: null, amountOff: null };
    changes.unshift({ until: at, terms });
  }
  return changes;
}

/** A coupon is of the plan alone: what is added to it costs what it costs. */
function partsAt(items: ItemRow[], { percentPpm, amountOff }: RecurringTerms, at: number): Part[] {
  const standing = items.filter(({ addedAt, removedAt }) => covers({ from: addedAt, to: removedAt }, at));
  const coupon = {
    couponDuration: percentPpm === null && amountOff === null ? null : ("FOREVER" as const),
    couponCycles: null,
    couponPercentPpm: percentPpm,
    couponAmount: amountOff,
  };
  return standing
    .map(({ kind, planId, every, amount }) => ({ planId, every, amount: amount - (kind === "PLAN" ? discountOf(coupon, amount, 0) : 0n) }))
    .filter(({ amount }) => amount > 0n);
}

function covers({ from, to }: Span, at: number): boolean {
  return from.getTime() <= at && (to === null || at < to.getTime());
}

function isSame(before: Step | undefined, { currency, parts }: Step): boolean {
  if (!before || before.parts.length === 0) return parts.length === 0;
  const key = (part: Part) => `${part.planId} ${part.every.unit} ${part.every.count} ${part.amount}`;
  const [a, b] = [before.parts, parts].map((of) => of.map(key).sort().join());
  return before.currency === currency && a === b;
}
