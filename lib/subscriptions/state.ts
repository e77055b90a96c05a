import { type PriceNoticeStatus, type Prisma, type Subscription, SubscriptionStatus } from "#lib/db/generated/client.ts";
import { spelled } from "#lib/db/spelled.ts";
import type { Settings } from "#lib/settings/schema.ts";

const DAY_MS = 86_400_000;

/** Every state, in the order of a life. */
export const SUBSCRIPTION_STATUSES = Object.values(SubscriptionStatus);

/**
 * What each state may follow; a state is written by `moveSubscription`, or in a statement of more, which compare. An order that was given up and is paid all the same
 * is taken up again, and so is a plan whose last invoice is paid within its period.
 */
export const FOLLOWS: Record<Exclude<SubscriptionStatus, "INCOMPLETE">, SubscriptionStatus[]> = {
  TRIALING: ["INCOMPLETE", "EXPIRED"],
  ACTIVE: ["INCOMPLETE", "TRIALING", "ACTIVE", "PAST_DUE", "PAUSED", "EXPIRED"],
  PAST_DUE: ["ACTIVE"],
  PAUSED: ["ACTIVE"],
  CANCELED: ["TRIALING", "ACTIVE", "PAST_DUE", "PAUSED"],
  EXPIRED: ["INCOMPLETE", "TRIALING", "ACTIVE", "PAST_DUE"],
};

/** Sold and not ended: one at most for a viewer and plan. */
export const LIVE: SubscriptionStatus[] = ["TRIALING", "ACTIVE", "PAST_DUE", "PAUSED"];

export const LIVE_SQL = spelled(LIVE);

/** Past the trial: what they cost recurs. */
export const PAYING: SubscriptionStatus[] = ["ACTIVE", "PAST_DUE"];

export const PAYING_SQL = spelled(PAYING);

/** What was sold and is over. */
export const ENDED = ["CANCELED", "EXPIRED"] as const satisfies SubscriptionStatus[];

/** Those whose next period is billed when it begins. Past due, what is owed comes first. */
export const RENEWING: SubscriptionStatus[] = ["TRIALING", "ACTIVE"];

/** What may be taken into its next period, or to its end. Nothing more is billed while an invoice is due or under way; a change that was ordered and is not paid holds up nothing. */
export const RENEWABLE = {
  status: { in: RENEWING },
  OR: [{ cancelAtPeriodEnd: true }, { invoices: { none: { kind: "INVOICE", status: "OPEN", number: { not: null } } } }],
} satisfies Prisma.SubscriptionWhereInput;

/** What a worker takes there now. */
export function dueForRenewal(at: Date) {
  return { renewsAt: { lte: at }, ...RENEWABLE } satisfies Prisma.SubscriptionWhereInput;
}

/** How long what is unpaid goes on, in days: with access, and after that without it (suspended) before it expires. */
export type Patience = Pick<Settings["dunning"], "graceDays" | "suspendDays">;

/** Those that stayed unpaid beyond their grace, and beyond the time for which they are suspended. */
export function beyondGrace(at: Date, { suspendDays }: Patience) {
  const graceUntil = { lte: new Date(at.getTime() - suspendDays * DAY_MS) };
  return { status: "PAST_DUE", graceUntil } satisfies Prisma.SubscriptionWhereInput;
}

/** Whether access has ended unpaid, while the subscription waits to be paid. Where none is suspended, the last try after the grace is still one of it. */
export function isSuspended(
  { status, graceUntil }: Pick<Subscription, "status" | "graceUntil">,
  at: Date,
  { suspendDays }: Pick<Patience, "suspendDays">,
): boolean {
  return suspendDays > 0 && status === "PAST_DUE" && graceUntil !== null && graceUntil <= at;
}

/** Whether a running subscription is to be paused when its period is over: nothing renews it. */
export function pausesNext({
  status,
  cancelAtPeriodEnd,
  currentPeriodEnd,
  renewsAt,
}: Omit<Access, "graceUntil" | "endedAt" | "pausedAt">): boolean {
  return status === "ACTIVE" && !cancelAtPeriodEnd && currentPeriodEnd !== null && renewsAt === null;
}

export type Renews = Pick<Subscription, "status" | "cancelAtPeriodEnd">;

/** Whether it goes on after its period, as far as is known now: it runs, and was neither canceled nor sold for one term. */
export function goesOn({ status, cancelAtPeriodEnd }: Renews): boolean {
  return LIVE.includes(status) && !cancelAtPeriodEnd;
}

export type Access = Pick<
  Subscription,
  "status" | "cancelAtPeriodEnd" | "currentPeriodEnd" | "renewsAt" | "graceUntil" | "pausedAt" | "endedAt"
>;

/**
 * When access ends, or ended, if nothing more is paid: `graceDays` after the next period is to be billed, or with the period where nothing renews.
 * No worker needs to have looked. Null: no end is known, for the term waits for the first login.
 */
export function accessEnds(subscription: Access, graceDays: number): Date | null {
  const { status, cancelAtPeriodEnd, currentPeriodEnd, renewsAt, graceUntil, pausedAt, endedAt } = subscription;
  if (!LIVE.includes(status)) return endedAt;
  if (status === "PAST_DUE") return graceUntil ?? currentPeriodEnd;
  if (status === "PAUSED") return pausedAt;
  if (!currentPeriodEnd || cancelAtPeriodEnd || pausesNext(subscription)) return currentPeriodEnd;
  return new Date((renewsAt ?? currentPeriodEnd).getTime() + graceDays * DAY_MS);
}

/** Whether the viewer may watch: paid or in trial, unpaid within grace, or paused until now. */
export function isEntitled(subscription: Access, at: Date, graceDays: number): boolean {
  const { status, renewsAt } = subscription;
  if (status === "PAUSED") return renewsAt !== null && renewsAt <= at;
  const ends = accessEnds(subscription, graceDays);
  return LIVE.includes(subscription.status) && (ends === null || at < ends);
}

/** What renews and has not ended at `at` was to be billed after this, or is yet to be. */
export function endedAfter(at: Date, graceDays: number): Date {
  return new Date(at.getTime() - (graceDays + 1) * DAY_MS);
}

/**
 * Whether it has ended, also where no worker has looked yet: nothing more is charged for it. The last retry falls due when grace ends, so what
 * renews has a day for it. What is suspended has not. A pause ends nothing.
 */
export function hasEnded(subscription: Access, at: Date, { graceDays, suspendDays }: Patience): boolean {
  const { status, cancelAtPeriodEnd } = subscription;
  if (!LIVE.includes(status)) return true;
  if (status === "PAUSED" || pausesNext(subscription)) return false;
  const ends = accessEnds(subscription, graceDays);
  const days = cancelAtPeriodEnd ? 0 : status === "PAST_DUE" ? suspendDays + 1 : 1;
  return ends !== null && at.getTime() >= ends.getTime() + days * DAY_MS;
}

/** Notices of a new price of which nobody was told. */
export const UNTOLD_PRICES: PriceNoticeStatus[] = ["WAITING", "UNDELIVERED"];

/** Those of which something is still to come. */
export const OPEN_PRICES: PriceNoticeStatus[] = [...UNTOLD_PRICES, "NOTIFIED"];
