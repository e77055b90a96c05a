import { CANCEL_REASONS } from "#lib/settings/cancel-reasons.ts";
import { monthsAfter } from "./calendar.ts";
import { choose } from "./choose.ts";
import { drop, has, type Viewer } from "./people.ts";
import type { Story, Sub } from "./story.ts";
import { tell, tellAccessEnded, tellGranted } from "./write-event.ts";
import { writeLetter } from "./write-message.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What was ordered begins: its trial, or its first period. */
export function begin(story: Story, sub: Sub, at: number): void {
  const { offer, viewer } = sub;
  const { calendar } = story;
  const day = calendar.dayOf(at);
  sub.activatedAt = sub.start = at;
  const trial = sub.cycle === -1;
  if (trial) {
    const last = day + offer.trialDays;
    sub.trialEndsAt = sub.end = at - calendar.startOf(day) + calendar.startOf(last);
    sub.anchor = last;
  } else {
    sub.anchor = day;
    sub.end = endOf(story, sub, 0);
  }
  sub.status = trial ? "TRIALING" : "ACTIVE";
  tell(story, sub, trial ? "trial_started" : "activated", "return", at);
  tellGranted(story, sub, "granted", "return", at);
  if (!viewer.gateway.saves) sub.endsAtPeriodEnd = true;
}

/** The end of a period, as it follows from the anchor. */
export function endOf({ calendar }: Story, { anchor, offer }: Sub, cycle: number): number {
  const length = offer.count * (cycle + 1);
  if (offer.interval === "DAY") return calendar.startOf(anchor! + length);
  if (offer.interval === "WEEK") return calendar.startOf(anchor! + 7 * length);
  return calendar.startOf(monthsAfter(anchor!, length * (offer.interval === "YEAR" ? 12 : 1)));
}

/** A period is paid: what its viewer does in it, and what comes after it. */
export function goOn(story: Story, sub: Sub, paidAt: number, mayPause: boolean): void {
  const { viewer, start, end, offer } = sub;
  const { random } = viewer;
  if (!offer.oneTerm && random.chance(hazard(sub))) {
    const at = Math.round(Math.max(paidAt, start!) + random.next() * (end! - Math.max(paidAt, start!)));
    story.at(at, () => cancel(story, sub, at));
  } else if (mayPause && pauses(story, sub)) {
    const [at, until] = [sub.pausedAt!, sub.resumesAt!];
    story.at(at, () => pause(story, sub, at, until));
    return;
  } else if (!offer.oneTerm && random.chance(0.05)) beside(story, sub, paidAt);
  const next = end! + 2_000 + Math.floor(30 * MINUTE_MS * random.next() ** 2);
  const due = Math.max(next, paidAt + MINUTE_MS);
  story.at(due, () => story.does.renew(sub, due));
}

/** Newcomers leave most, and who has stayed long stays. */
function hazard({ offer, cycle, viewer }: Sub): number {
  const base = { DAY: 0, WEEK: 0.008, MONTH: offer.count === 3 ? 0.07 : 0.022, YEAR: 0.18 }[offer.interval];
  const young = cycle < 0 ? 5 : cycle < 2 ? 1.7 : 1 / (1 + cycle * (offer.interval === "WEEK" ? 0.02 : 0.08));
  return Math.min((base * young) / Math.max(viewer.loyalty, 0.25), 0.6);
}

/** Few stand still: pauses that are over would have moved all that follows, so only those are told that still last. What it earns counts on it, so it is known before that is written. */
function pauses({ calendar, until }: Story, sub: Sub): boolean {
  const { status, offer, start, end, viewer } = sub;
  if (status !== "ACTIVE" || offer.interval !== "MONTH" || offer.count > 1 || !viewer.random.chance(0.02)) return false;
  const at = Math.round(start! + (0.1 + 0.8 * viewer.random.next()) * (end! - start!));
  const resumes = calendar.startOf(calendar.dayOf(at) + viewer.random.between(20, 80));
  if (at > until - DAY_MS || resumes < until + DAY_MS) return false;
  [sub.pausedAt, sub.resumesAt] = [at, resumes];
  return true;
}

function pause(story: Story, sub: Sub, at: number, until: number): void {
  sub.status = "PAUSED";
  tell(story, sub, "paused", "viewer", at, { until: new Date(until).toISOString() });
  tellAccessEnded(story, sub, "viewer", at, at);
}

function cancel(story: Story, sub: Sub, at: number): void {
  if (sub.canceledAt !== null || sub.endedAt !== null || sub.status === "PAST_DUE") return;
  const { random } = sub.viewer;
  [sub.canceledAt, sub.cancelReason, sub.endsAtPeriodEnd] = [at, random.pick(CANCEL_REASONS), true];
  tell(story, sub, "cancel_scheduled", "viewer", at, { reason: sub.cancelReason });
  writeLetter(
    story,
    sub,
    { key: "canceled", subject: "Your subscription is canceled", text: "It will not renew, and we will not charge you again." },
    at,
  );
  if (!random.chance(0.1)) return;
  const again = at + Math.floor(random.next() * (sub.end! - at));
  story.at(again, () => {
    [sub.canceledAt, sub.cancelReason, sub.endsAtPeriodEnd] = [null, null, sub.offer.oneTerm];
    tell(story, sub, "cancel_undone", "viewer", again);
  });
}

/** A second plan, or a pass for a weekend. */
function beside(story: Story, { viewer, end }: Sub, at: number): void {
  const { offers } = story.shop;
  const pass = offers.find(({ oneTerm }) => oneTerm)!;
  const wanted = viewer.random.chance(0.75) || (viewer.has & (viewer.has - 1)) !== 0 ? pass : choose(viewer, story.shop);
  const when = Math.floor(at + viewer.random.next() * Math.max(end! - at, DAY_MS));
  if (!wanted) return;
  story.at(when, () => {
    if (!has(viewer, wanted.plan)) story.does.order(viewer, wanted, when);
  });
}

/** A plan that was canceled, or sold for one term, is over. */
export function end(story: Story, sub: Sub, at: number): void {
  sub.status = "CANCELED";
  sub.endedAt = sub.end;
  tell(story, sub, "canceled", "worker", at);
  tellAccessEnded(story, sub, "worker", at, sub.end!);
  part(story, sub, at);
}

/** A renewal was not paid for as long as it was waited for. */
export function expire(story: Story, sub: Sub, at: number): void {
  [sub.status, sub.endedAt, sub.graceUntil] = ["EXPIRED", at, null];
  tell(story, sub, "expired", "worker", at);
  tellAccessEnded(story, sub, "worker", at, at);
  part(story, sub, at);
}

function part(story: Story, sub: Sub, at: number): void {
  const { viewer, offer } = sub;
  drop(viewer, offer.plan);
  if (offer.oneTerm) return;
  writeLetter(
    story,
    sub,
    { key: "expired", subject: "Your subscription has ended", text: "We miss you already. Choose a plan and you can go on watching." },
    at,
  );
  if (viewer.random.chance(0.55)) comeBack(story, viewer, at);
}

export function recover(story: Story, sub: Sub, at: number): void {
  [sub.status, sub.graceUntil] = ["ACTIVE", null];
  tell(story, sub, "recovered", "renewal", at);
}

/** Who has left comes back some weeks or months later. */
function comeBack(story: Story, viewer: Viewer, at: number): void {
  const again = at + Math.round(viewer.random.between(10, 60) * Math.exp(1.2 * viewer.random.next()) * DAY_MS);
  story.at(again, () => {
    const offer = choose(viewer, story.shop);
    if (offer) story.does.order(viewer, offer, again);
  });
}
