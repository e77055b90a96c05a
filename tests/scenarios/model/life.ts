import { after, anchorFor, beginOfTomorrow, DAY, earlier, type Length, later, periodBegin } from "./calendar.ts";
import type { Target } from "./change.ts";
import type { Line, Terms } from "./price.ts";
import type { Currency } from "./purse.ts";
import type { Offer } from "./shelf.ts";
import { gross, minus, type Sum, together } from "./sums.ts";

export type Status = "TRIALING" | "ACTIVE" | "PAST_DUE" | "PAUSED" | "CANCELED" | "EXPIRED";

/** A saved card: what becomes of charges to it, and how many it has declined. `silent`: nobody says what became of a charge until later; then it was paid. */
export type Card = { kind: "good" | "declines" | "lost" | "recovers" | "fails late" | "silent"; declined: number };

export type Payment = { amount: bigint; refunded: bigint; by: "card" | "balance" | "voucher" };

export type Bill = {
  currency: Currency;
  /** Of the period that it bills; null for what is charged or given back in the midst of one. */
  index: number | null;
  start: Date | null;
  end: Date | null;
  lines: Line[];
  total: bigint;
  /** What it gives back beyond its charges. */
  toBalance: bigint;
  status: "OPEN" | "PAID" | "UNCOLLECTIBLE";
  payments: Payment[];
  /** By credit notes. */
  credited: bigint;
  /** When it is charged next by itself. */
  due: Date | null;
  /** A charge that has no answer yet. */
  underWay: { card: Card; since: Date; amount: bigint } | null;
};

/** One subscription: what was agreed, its state, its bills, and how often its cards declined. */
export type Life = Terms & {
  zone: string;
  currency: Currency;
  length: Length;
  oneTerm: boolean;
  /** The plans that it was for, one after the other. */
  had: Offer[];
  /** When it was ordered, and whether it is as somebody ordered it for themselves. */
  contract: { at: Date; clear: boolean; withdrawn: boolean };
  status: Status;
  /** The day from which periods are counted, and the index of the one that began there. */
  anchor: Temporal.PlainDate;
  anchorIndex: number;
  index: number;
  start: Date;
  end: Date;
  /** When the next period is billed. */
  renews: Date | null;
  leaves: boolean;
  /** Each time that it stood still, or is to. `until`: as it was asked for; `ended` null: it still does. */
  pauses: { from: Date; until: Date | null; ended: Date | null }[];
  pausedAt: Date | null;
  grace: Date | null;
  /** For so long (ms) what is unpaid waits without access when grace is over: it is suspended. */
  waits: number;
  ended: Date | null;
  /** The days on which the bill that is overdue is tried again, and how often that failed. Whoever chooses another card uses up a try, a day that nobody worked does not. */
  tries: Date[];
  failures: number;
  /** Null: paid otherwise so far. */
  card: Card | null;
  bills: Bill[];
  /** Bills of what was given back after the end: they name no subscription. */
  late: Bill[];
  /** What is to change with the next period, and what is to be given back on its bill. */
  scheduled: Target | null;
  waiting: Line[];
  declined: number;
};

/** Access goes on for this long without being paid. */
const GRACE = 21 * DAY;
/** An overdue bill is tried again so long after it failed first. */
const TRIES = [2 * DAY, 7 * DAY, 14 * DAY, 21 * DAY];

/** Paid late, it goes on where watching ended: days without access cost nothing. */
const isSuspended = ({ status, waits, grace }: Life, now: Date) => status === "PAST_DUE" && waits > 0 && grace! <= now;
export const isLive = ({ status }: Life) => status !== "CANCELED" && status !== "EXPIRED";
/** Nothing renews it: it is to stand still when its period is over. */
export const pausesNext = ({ status, leaves, renews }: Life) => status === "ACTIVE" && !leaves && renews === null;
export const openBill = ({ bills }: Life) => bills.find(({ status }) => status === "OPEN") ?? null;
export const paidOf = ({ payments }: Bill) => together(payments.map(({ amount }) => amount));
export const taxOf = ({ lines }: Bill) => together(lines.map(({ tax }) => tax));
export const periodEnd = ({ anchor, anchorIndex, zone, length, offer }: Life, index: number) =>
  periodBegin(anchor, zone, length, index - anchorIndex + 1, offer.day);

export function billOf(
  currency: Currency,
  lines: Line[],
  period: { start: Date | null; end: Date | null },
  index: number | null = null,
): Bill {
  const sum = together(lines.map(gross));
  const [total, toBalance] = sum < 0n ? [0n, -sum] : [sum, 0n];
  return { currency, index, ...period, lines, total, toBalance, status: "OPEN", payments: [], credited: 0n, due: null, underWay: null };
}

/** What later bills took off for a line, or are to. A bill that was given back whole took nothing off. */
export function creditsOf({ bills, late, waiting }: Life, line: Line, waits = false): Line[] {
  const issued = [...bills, ...late].filter(({ total, credited }) => total === 0n || credited < total);
  return [...issued.flatMap(({ lines }) => lines), ...(waits ? waiting : [])].filter(({ of }) => of === line);
}

/** What of a line was not given back. */
export const leftOfLine = (life: Life, line: Line): Sum =>
  creditsOf(life, line).reduce((left, { net, tax }) => ({ net: left.net + net, tax: left.tax + tax }), minus(line, line.noted));

/** When access ends if nothing more is paid: grace begins when the next period is to be billed. */
export function accessEnds(life: Life): Date {
  const { status, grace, leaves, end, renews, ended, pausedAt } = life;
  if (ended) return ended;
  if (status === "PAST_DUE") return grace!;
  if (status === "PAUSED") return pausedAt!;
  return leaves || pausesNext(life) ? end : after(renews ?? end, GRACE);
}

export const mayWatch = (life: Life, now: Date) =>
  life.status === "PAUSED" ? life.renews! <= now : isLive(life) && now < accessEnds(life);

/** It has run out, also when no worker has looked: nothing more is charged. The last try falls due as grace ends, and has a day. */
export function hasRunOut(life: Life, now: Date): boolean {
  if (life.status === "PAUSED" || pausesNext(life)) return false;
  return !isLive(life) || now >= after(accessEnds(life), life.leaves ? 0 : life.status === "PAST_DUE" ? life.waits + DAY : DAY);
}

/** What is left of a bill is paid. Access goes on, or comes back unless the plan was bought anew. Returns false where there is nothing to give for it: the money is given back. */
export function paid(life: Life, bill: Bill, now: Date, boughtAnew: boolean): boolean {
  bill.status = "PAID";
  bill.due = null;
  bill.underWay = null;
  const served = bill.end !== null && bill.end <= accessEnds(life);
  if (isLive(life) && (!hasRunOut(life, now) || now < life.end)) {
    if (isSuspended(life, now)) {
      life.pauses.push({ from: life.grace!, until: null, ended: now });
      move(life, now.getTime() - life.grace!.getTime());
    }
    if (life.status === "PAST_DUE") goOn(life, now);
    return true;
  }
  if (life.status === "EXPIRED" && now < life.end && !boughtAnew) {
    goOn(life, now);
    return true;
  }
  return served;
}

function goOn(life: Life, now: Date): void {
  Object.assign(life, { status: "ACTIVE", grace: null, ended: null, renews: later(life.end, beginOfTomorrow(now, life.zone)) });
}

/** A charge failed: access goes on in grace, and the next try is planned. After a final decline only another card helps. */
export function failed(life: Life, bill: Bill, card: Card | null, now: Date): void {
  bill.underWay = null;
  if (!isLive(life)) writeOff(bill);
  else if (life.leaves || hasRunOut(life, now)) runOut(life, now);
  else tryAgain(life, bill, card, now);
}

function tryAgain(life: Life, bill: Bill, card: Card | null, now: Date): void {
  if (life.status !== "PAST_DUE") Object.assign(life, { tries: TRIES.map((pause) => after(now, pause)), failures: 0 });
  const next = life.tries.slice(life.failures).find((day) => day > now) ?? null;
  life.failures += 1;
  bill.due = card !== null && card !== life.card && life.card !== null ? now : card?.kind === "lost" ? null : next;
  const grace = life.grace ?? after(now, GRACE);
  if (!bill.due && after(grace, life.waits) <= now) runOut(life, now);
  else Object.assign(life, { status: "PAST_DUE", grace, renews: null });
}

/** It ends when access ended, however late a worker notices; what is open is written off. */
export function runOut(life: Life, now: Date): void {
  end(life, life.leaves ? "CANCELED" : "EXPIRED", earlier(now, accessEnds(life)));
}

/** No pause lasts longer. */
const LONGEST_PAUSE = 90 * DAY;

/** Now, or with the end of the period; to a day, or until somebody resumes it. Refused in a trial, and where nothing can be changed. */
export function pause(life: Life, from: Date, until: Date | null): boolean {
  if (until && (until <= from || until > after(from, LONGEST_PAUSE))) return false;
  life.pauses.push({ from, until, ended: null });
  life.renews = null;
  return true;
}

export function pauseNow(life: Life): void {
  const { from, until } = life.pauses.at(-1)!;
  Object.assign(life, { status: "PAUSED", pausedAt: from, renews: until ?? after(from, LONGEST_PAUSE) });
}

/** What was left of the period when it stood still is left of it now. A pause that was to come is none. */
export function goOnAfterPause(life: Life, at: Date): void {
  const { pausedAt } = life;
  if (pausedAt === null) life.pauses.pop();
  else {
    life.pauses.at(-1)!.ended = at;
    Object.assign(life, { status: "ACTIVE", pausedAt: null });
    move(life, at.getTime() - pausedAt.getTime());
  }
  life.renews = life.end;
}

/** The period ends later by as long as it stood still, and the ones after it count from the day on which it ends. */
function move(life: Life, stood: number): void {
  Object.assign(life, { start: after(life.start, stood), end: after(life.end, stood) });
  Object.assign(life, { anchor: anchorFor(life.end, life.zone, life.length), anchorIndex: life.index + 1 });
}

export function end(life: Life, status: "CANCELED" | "EXPIRED", ended: Date): void {
  if (life.pausedAt) life.pauses.at(-1)!.ended = ended;
  if (pausesNext(life)) life.pauses.pop();
  life.pausedAt = null;
  Object.assign(life, { status, ended, renews: null, grace: null, scheduled: null });
  const open = openBill(life);
  if (open) writeOff(open);
}

export function writeOff(bill: Bill): void {
  bill.status = "UNCOLLECTIBLE";
  bill.due = null;
}
