import { after, anchorFor, cutShort, earlier, isLonger, isSameLength, later, leftOf, type Policy, periodBegin } from "./calendar.ts";
import { hasRunOut, type Life, leftOfLine, openBill, pausesNext, periodEnd } from "./life.ts";
import { type Item, itemOf, type Line, lineOf, linesOf, type Rate, rateOn, type Terms } from "./price.ts";
import type { Offer } from "./shelf.ts";
import { gross, least, partOf, type Sum, together } from "./sums.ts";

export type ChangeTime = "prorated" | "anew" | "renewal";

/** One of three: another plan, an extra, or one that is taken off. Without a time the settings say when. */
export type Wanted = { plan?: Offer; add?: Offer; remove?: Offer; time?: ChangeTime };

export type Target = Terms & { time: ChangeTime };

/** What is shown before anybody agrees. */
export type Shown = { credit: bigint; charge: bigint; due: bigint; fromBalance: bigint; surplus: bigint; next: bigint };

export type Price = { credits: Line[]; charges: Line[]; due: bigint; surplus: bigint };

export const amountOf = (items: Terms["items"]) => together(items.map(({ amount }) => amount));

/** Nothing can be changed now: it has ended or is to, stands still, or something is to be paid first. */
export function isBusy(life: Life, now: Date): boolean {
  const { oneTerm, leaves, status, end } = life;
  return (
    hasRunOut(life, now) ||
    oneTerm ||
    leaves ||
    status === "PAST_DUE" ||
    status === "PAUSED" ||
    pausesNext(life) ||
    !!openBill(life) ||
    end <= now
  );
}

/** What a subscription is to become; null where nothing can be changed, or not so. */
export function targetOf(life: Life, wanted: Wanted, edition: number, now: Date): Target | null {
  if (isBusy(life, now)) return null;
  if (wanted.plan) return otherPlan(life, { ...wanted, plan: wanted.plan }, edition);
  return wanted.add ? withExtra(life, wanted.add) : without(life, wanted);
}

/** A coupon goes on. An extra does where the new plan is as long. */
function otherPlan(life: Life, { plan, time }: Wanted & { plan: Offer }, edition: number): Target | null {
  if (plan === life.offer && edition === life.edition) return null;
  const same = isSameLength(plan.length, life.length);
  const items = [itemOf(plan, life.currency), ...life.items.filter(({ offer }) => same && offer.kind === "extra")];
  const upgrade = same ? amountOf(items) >= amountOf(life.items) : isLonger(plan.length, life.length);
  const asked = time ?? (upgrade ? "prorated" : "renewal");
  const shares = same && plan.taxIncluded === life.offer.taxIncluded && plan.day === life.offer.day;
  return { offer: plan, edition, items, coupon: life.coupon, time: asked === "prorated" && !shares ? "anew" : asked };
}

function withExtra({ scheduled, items, offer, edition, coupon, length, currency }: Life, extra: Offer): Target | null {
  const fits = isSameLength(extra.length, length) && extra.taxIncluded === offer.taxIncluded;
  if (scheduled || !fits || items.some((item) => item.offer === extra)) return null;
  return { offer, edition, items: [...items, itemOf(extra, currency)], coupon, time: "prorated" };
}

/** Taken off what is to come, where that is agreed already. */
function without(life: Life, { remove, time: asked }: Wanted): Target | null {
  const { scheduled, items } = life;
  const time = asked === "prorated" ? "prorated" : "renewal";
  if (!items.some(({ offer }) => offer === remove) || (scheduled && time === "prorated")) return null;
  const { offer, edition, coupon, items: coming } = scheduled ?? life;
  return { offer, edition, coupon, items: coming.filter((item) => item.offer !== remove), time };
}

type Counted = { now: Date; policy: Policy; rates: Rate[]; creditsWait: boolean };

/** What a change costs and gives back, and what the next bill comes to; null where no rate of tax is known. In a trial nothing was paid, and nothing is charged. */
export function priceOf(life: Life, target: Target, { now, policy, rates, creditsWait }: Counted): (Price & { next: bigint }) | null {
  const { zone, index, status } = life;
  const ppm = rateOn(now, zone, rates);
  const counts = target.time !== "renewal" && status !== "TRIALING";
  const anew = target.time === "anew" && counts;
  const nextAt = anew ? firstEnd(target.offer, now, zone) : life.end;
  const nextPpm = rateOn(nextAt, zone, rates);
  if (nextPpm === undefined || (counts && ppm === undefined)) return null;
  const isFirst = !anew && (life.anchorIndex === index + 1 || countsAnew(life.offer, target.offer));
  const part = isFirst ? firstPart(target.offer, nextAt, zone) : undefined;
  const following = linesOf(target, target.items, { index: index + (anew ? 2 : 1), ppm: nextPpm, part });
  const ending = life.items.filter((item) => anew || !target.items.includes(item));
  const [credits, charges] = counts ? [creditsFor(life, ending, now, policy), chargesFor(life, target, now, policy, ppm!)] : [[], []];
  const [credit, charge] = [-together(credits.map(gross)), together(charges.map(gross))];
  const surplus = credit - least(credit, charge);
  const off = together(life.waiting.map(gross)) - (creditsWait ? surplus : 0n);
  const next = together(following.map(gross)) + off;
  return { credits, charges, due: charge - least(credit, charge), surplus, next: next > 0n ? next : 0n };
}

/** The part of what was really paid for items that end which is not used: from now on, or from later. */
export function creditsFor(life: Life, ending: Item[], now: Date, policy: Policy, from = now): Line[] {
  const ends = ({ item }: Line) => item !== null && ending.includes(item);
  return life.bills
    .filter(({ status }) => status === "PAID")
    .flatMap((bill) =>
      bill.lines.filter((line) => line.of === null && ends(line)).map((line) => ({ line, billed: line.period ?? periodOf(bill) })),
    )
    .flatMap(({ line, billed }) => {
      const period = billed && movedBy(billed, life.pauses, now);
      if (!period || period.start > now || period.end <= now) return [];
      const back = shareOf(leftOfLine(life, line), leftOf(period, from, life.zone, policy), life.offer.taxIncluded);
      return gross(back) > 0n ? [lineOf({ net: -back.net, tax: -back.tax }, line.item, { start: now, end: period.end }, line)] : [];
    });
}

/** Later by as long as it stood still since it began. */
export function movedBy(period: { start: Date; end: Date }, pauses: Life["pauses"], now: Date) {
  const stood = pauses.map(({ from, ended }) => Number(earlier(ended ?? now, now)) - Number(later(from, period.start)));
  const sum = stood.reduce((all, ms) => all + Math.max(ms, 0), 0);
  return { start: after(period.start, sum), end: after(period.end, sum) };
}

const periodOf = ({ start, end }: { start: Date | null; end: Date | null }) => (start && end ? { start, end } : null);

/** Rounded as the price was named: with its tax where it was in it. */
function shareOf(left: Sum, part: { left: bigint; whole: bigint }, taxIncluded: boolean): Sum {
  const tax = partOf(left.tax, part);
  return taxIncluded ? { net: partOf(gross(left), part) - tax, tax } : { net: partOf(left.net, part), tax };
}

function chargesFor(life: Life, target: Target, now: Date, policy: Policy, ppm: bigint): Line[] {
  const { zone, offer } = life;
  if (target.time === "anew")
    return linesOf(target, target.items, { index: life.index + 1, ppm, part: firstPart(target.offer, now, zone) });
  const rest = leftOf(life, now, zone, policy);
  const short = cutShort(life.start, life.end, zone, life.length, offer.day);
  const part = short ? { left: rest.left * short.left, whole: rest.whole * short.whole } : rest;
  const added = target.items.filter((item) => !life.items.includes(item));
  if (added.length === 0) return [];
  return linesOf(target, added, { index: life.index, ppm, part }).map((line) => ({ ...line, period: { start: now, end: life.end } }));
}

/** What is for another length, or billed on another day, counts its periods from a day of its own. */
const countsAnew = (before: Offer, after: Offer) => before.day !== after.day || !isSameLength(before.length, after.length);

/** The end of what begins at `at`, and which part of a whole period that is. */
const firstEnd = (offer: Offer, at: Date, zone: string) => periodBegin(anchorFor(at, zone, offer.length), zone, offer.length, 1, offer.day);

export const firstPart = (offer: Offer, at: Date, zone: string) => cutShort(at, firstEnd(offer, at, zone), zone, offer.length, offer.day);

/** The change is made, or begins with the next period. */
export function apply(life: Life, { time, ...terms }: Target, now: Date): void {
  const { length } = terms.offer;
  const before = life.offer;
  if (terms.offer !== life.offer || terms.edition !== life.edition) life.contract.clear = false;
  const kept = terms.items.filter((item) => life.items.includes(item));
  const items = [...kept, ...terms.items.filter((item) => !kept.includes(item))]; // as they were added
  Object.assign(life, terms, { items, length, scheduled: null, had: [...life.had, terms.offer] });
  if (life.status === "TRIALING") Object.assign(life, { anchor: anchorFor(life.end, life.zone, length), anchorIndex: 0 });
  else if (time === "anew") {
    const index = life.index + 1;
    Object.assign(life, { anchor: anchorFor(now, life.zone, length), anchorIndex: index, index, start: now });
    Object.assign(life, { end: periodEnd(life, index) });
    life.renews = life.end;
  } else if (time === "renewal" && countsAnew(before, terms.offer))
    Object.assign(life, { anchor: anchorFor(life.end, life.zone, length), anchorIndex: life.index + 1 });
}
