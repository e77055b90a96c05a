import { after, anchorFor, beginOfTomorrow, DAY, earlier, later, periodBegin, sameTimeAfter } from "./calendar.ts";
import { type Contract, firstCycle, priceOf, type Rate } from "./price.ts";

export type Status = "TRIALING" | "ACTIVE" | "PAST_DUE" | "CANCELED" | "EXPIRED";

/** A saved card: what becomes of charges to it, and how many it has declined. */
export type Card = { kind: "good" | "declines" | "lost" | "recovers" | "fails late"; declined: number };

export type Bill = {
  index: number;
  start: Date;
  end: Date | null;
  total: bigint;
  tax: bigint;
  status: "OPEN" | "PAID" | "UNCOLLECTIBLE";
  /** When it is charged next by itself. */
  due: Date | null;
  /** A charge that has no answer yet. */
  underWay: { card: Card; since: Date } | null;
};

/** One subscription: its state, its bills, and how often its cards were charged. */
export type Life = {
  contract: Contract;
  status: Status;
  anchor: Temporal.PlainDate;
  index: number;
  start: Date;
  end: Date;
  /** When the next period is billed. */
  renews: Date | null;
  leaves: boolean;
  grace: Date | null;
  ended: Date | null;
  /** The days on which the bill that is overdue is tried again, and how often it was declined. Whoever chooses another card uses up a try, a day that nobody worked does not. */
  tries: Date[];
  declines: number;
  card: Card;
  bills: Bill[];
  charges: { SUCCEEDED: number; DECLINED: number };
  refunded: bigint;
};

/** Access goes on for this long without being paid. */
const GRACE = 21 * DAY;
/** An overdue bill is tried again so long after it failed first. */
const TRIES = [2 * DAY, 7 * DAY, 14 * DAY, 21 * DAY];

/** Bought and paid: a trial and a term that does not renew last to the minute, what renews lasts to a midnight. */
export function begin(contract: Contract, card: Card, now: Date, rates: Rate[]): Life {
  const { zone, length, trialDays, oneTerm } = contract;
  const trial = trialDays > 0;
  const paidFrom = trial ? sameTimeAfter(now, zone, { unit: "days", count: trialDays }) : now;
  const anchor = anchorFor(paidFrom, zone, length);
  const index = firstCycle(contract);
  const end = trial ? paidFrom : oneTerm ? sameTimeAfter(now, zone, length) : periodBegin(anchor, zone, length, 1);
  const { total, tax } = priceOf(contract, index, now, rates);
  const bill: Bill = { index, start: now, end, total, tax, status: "PAID", due: null, underWay: null };
  return {
    contract,
    status: trial ? "TRIALING" : "ACTIVE",
    anchor,
    index,
    start: now,
    end,
    renews: end,
    leaves: oneTerm,
    grace: null,
    ended: null,
    tries: [],
    declines: 0,
    card,
    bills: [bill],
    charges: { SUCCEEDED: total > 0n ? 1 : 0, DECLINED: 0 },
    refunded: 0n,
  };
}

export const isLive = ({ status }: Life) => status === "TRIALING" || status === "ACTIVE" || status === "PAST_DUE";

export const openBill = ({ bills }: Life) => bills.find(({ status }) => status === "OPEN") ?? null;

/** When access ends if nothing more is paid: grace begins when the next period is to be billed. */
export function accessEnds({ status, grace, leaves, end, renews, ended }: Life): Date {
  if (ended) return ended;
  if (status === "PAST_DUE") return grace!;
  return leaves ? end : after(renews ?? end, GRACE);
}

export const mayWatch = (life: Life, now: Date) => isLive(life) && now < accessEnds(life);

/** It has run out, also when no worker has looked: nothing more is charged. The last try falls due as grace ends, and has a day. */
export const hasRunOut = (life: Life, now: Date) => now >= after(accessEnds(life), life.leaves ? 0 : DAY);

/** The next period begins where the last one ended. One bill is for it and for all that were missed, each at the rate of its own day, however late. */
export function bill(life: Life, now: Date, rates: Rate[]): Bill {
  const { contract, anchor, end: start } = life;
  const price = { total: 0n, tax: 0n };
  life.status = "ACTIVE";
  do {
    life.index += 1;
    life.start = life.end;
    life.end = periodBegin(anchor, contract.zone, contract.length, life.index + 1);
    const { total, tax } = priceOf(contract, life.index, life.start, rates);
    price.total += total;
    price.tax += tax;
  } while (life.end <= now);
  life.renews = life.end;
  const { index, end } = life;
  const billed: Bill = { index, start, end, ...price, status: "OPEN", due: now, underWay: null };
  life.bills.push(billed);
  return billed;
}

/** A bill was paid. Access goes on, or comes back, unless it ended before and the period is over too: then the money is given back. */
export function paid(life: Life, { bill: settled, now }: { bill: Bill; now: Date }): void {
  settled.status = "PAID";
  settled.due = null;
  settled.underWay = null;
  life.charges.SUCCEEDED += 1;
  const served = settled.end! <= accessEnds(life);
  if (isLive(life) && (!hasRunOut(life, now) || now < life.end)) {
    if (life.status === "PAST_DUE") goOn(life, now);
  } else if (!served) life.refunded += settled.total;
}

function goOn(life: Life, now: Date): void {
  life.status = "ACTIVE";
  life.grace = null;
  life.renews = later(life.end, beginOfTomorrow(now, life.contract.zone));
}

/** A charge failed: access goes on in grace, and the next try is planned. After a final decline only another card helps. */
export function failed(life: Life, { bill: unpaid, card, now }: { bill: Bill; card: Card; now: Date }): void {
  life.charges.DECLINED += 1;
  unpaid.underWay = null;
  if (!isLive(life)) writeOff(unpaid);
  else if (life.leaves || hasRunOut(life, now)) runOut(life, now);
  else tryAgain(life, { bill: unpaid, card, now });
}

function tryAgain(life: Life, { bill: unpaid, card, now }: { bill: Bill; card: Card; now: Date }): void {
  if (life.status !== "PAST_DUE") Object.assign(life, { tries: TRIES.map((pause) => after(now, pause)), declines: 0 });
  const next = life.tries.slice(life.declines).find((day) => day > now) ?? null;
  life.declines += 1;
  unpaid.due = card !== life.card ? now : card.kind === "lost" ? null : next;
  const grace = life.grace ?? after(now, GRACE);
  if (!unpaid.due && grace <= now) runOut(life, now);
  else Object.assign(life, { status: "PAST_DUE", grace, renews: null });
}

/** It ends when access ended, however late a worker notices; what is open is written off. */
export function runOut(life: Life, now: Date): void {
  end(life, life.leaves ? "CANCELED" : "EXPIRED", earlier(now, accessEnds(life)));
  const open = openBill(life);
  if (open) writeOff(open);
}

/** The viewer leaves: with the end of the period, or at once where that is over or not paid. Refused when it has ended. */
export function leave(life: Life, now: Date): boolean {
  if (!isLive(life) || hasRunOut(life, now)) return false;
  if (life.status !== "PAST_DUE" && now < life.end) {
    life.leaves = true;
    return true;
  }
  end(life, "CANCELED", now);
  const open = openBill(life);
  if (open) writeOff(open);
  return true;
}

/** The viewer stays after all. Refused after the end, and for a term that was never going to renew. */
export function stay(life: Life, now: Date): boolean {
  if (!isLive(life) || !life.leaves || life.contract.oneTerm || now >= life.end) return false;
  life.leaves = false;
  return true;
}

export function end(life: Life, status: "CANCELED" | "EXPIRED", ended: Date): void {
  Object.assign(life, { status, ended, renews: null, grace: null });
}

export function writeOff(open: Bill): void {
  open.status = "UNCOLLECTIBLE";
  open.due = null;
}
