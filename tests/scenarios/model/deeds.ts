import { after, beginOf, dayOf, isSameLength, MINUTE } from "./calendar.ts";
import { apply, firstPart, isBusy, type Price, priceOf, type Shown, targetOf, type Wanted } from "./change.ts";
import {
  type Bill,
  billOf,
  type Card,
  goOnAfterPause,
  hasRunOut,
  isLive,
  type Life,
  openBill,
  type Payment,
  paidOf,
  pause,
  pauseNow,
  pausesNext,
} from "./life.ts";
import { type Coupon, itemOf, type Line, lineOf, linesOf } from "./price.ts";
import type { Currency } from "./purse.ts";
import { giveBack, giveBackLines, leftToRefund, refund } from "./refunds.ts";
import { costIn, type Offer } from "./shelf.ts";
import { gross, least, takenOff, taxed, together } from "./sums.ts";
import { chargeDue, isTaken, receive } from "./worker.ts";
import type { World } from "./world.ts";

/** What viewers and operators do, as the model has it. False, or null: it is refused. */

/** Whatever a coupon lasts. */
const LONG_AFTER = 1000;

export type Basket = { offer: Offer; extras: Offer[]; currency: Currency; coupon: Coupon | null };

/** Extras that are as long as the plan, and name their tax as it does, are in the same order. A pass has none. */
export function buy(world: World, { offer, extras, currency, coupon }: Basket, card: Card): boolean {
  const ppm = world.rate();
  const fits = (extra: Offer) =>
    offer.kind === "plan" && isSameLength(extra.length, offer.length) && extra.taxIncluded === offer.taxIncluded;
  if (ppm === undefined || world.has(offer) || !extras.every(fits)) return false;
  const trialDays = world.lives.some(({ had }) => had.includes(offer)) ? 0 : offer.trialDays;
  const terms = { offer, coupon };
  const ordered = world.now;
  const items = [offer, ...extras].map((each) => itemOf(each, currency));
  const lines = linesOf(terms, items, {
    index: trialDays > 0 ? -1 : 0,
    ppm,
    part: offer.kind === "pass" ? undefined : firstPart(offer, world.now, world.habits.zone),
    once: costIn(currency, offer).fee,
  });
  const bill = billOf(currency, lines, { start: null, end: null });
  const costs = (index: number) => together(linesOf(terms, items, { index, ppm }).map(gross)) > 0n;
  const renews = offer.kind !== "pass";
  const later = renews && bill.total === 0n && (costs(trialDays > 0 ? 0 : 1) || costs(LONG_AFTER));
  const kept = pay(world, bill, card, { renews, later });
  world.begin(offer, bill, { coupon, card: kept, trialDays, ordered });
  if (kept) chargeDue(world);
  return true;
}

/** The balance pays first; on the gateway's page whatever it does not pay, or a card for later where nothing is due. Returns what is charged later, of what renews alone. */
function pay(world: World, bill: Bill, card: Card, { renews = false, later = false } = {}): Card | null {
  const held = least(world.purses[bill.currency].held, bill.total);
  const rest = bill.total - held;
  const page = rest > 0n || later;
  if (page) world.usePage(card, renews);
  if (rest > 0n) bill.payments.push({ amount: rest, refunded: 0n, by: "card" });
  bill.payments.push(...world.fromBalance(bill.currency, held));
  bill.status = "PAID";
  return page && renews ? card : null;
}

/** The viewer pays the open bill: from the balance, and on the gateway's page. Refused while a charge is under way, and after the end. */
export function payBill(world: World, life: Life, card: Card): boolean {
  const open = openBill(life);
  if (!open || open.underWay || hasRunOut(life, world.now)) return false;
  open.payments.push(...world.fromBalance(open.currency, open.total - paidOf(open)));
  const amount = open.total - paidOf(open);
  if (amount > 0n) {
    const keeps = isLive(life) && !life.leaves;
    world.usePage(card, keeps);
    if (keeps) life.card = card;
  }
  receive(world, life, open, amount > 0n ? { amount, refunded: 0n, by: "card" } : null);
  chargeDue(world);
  return true;
}

/** A change as it is shown, and whether it is agreed to: one that cannot be paid with the card at once is none. An operator is told so. */
export function change(world: World, life: Life, wanted: Wanted, byOperator: boolean): { shown: Shown | null; done: boolean } {
  const { now, rates, habits } = world;
  const target = targetOf(life, wanted, wanted.plan ? world.edition(wanted.plan) : 0, now);
  const price = target && priceOf(life, target, { now, policy: habits.policy, rates, creditsWait: habits.credit === "next_invoice" });
  if (!target || !price) return { shown: null, done: false };
  const fromBalance = least(world.purses[life.currency].held, price.due);
  const [credit, charge] = [-together(price.credits.map(gross)), together(price.charges.map(gross))];
  const shown = { credit, charge, due: price.due, fromBalance, surplus: price.surplus, next: price.next };
  if (target.offer !== life.offer && world.has(target.offer)) return { shown, done: false };
  if (target.time === "renewal") {
    life.scheduled = target;
    return { shown, done: true };
  }
  if (price.due === 0n) {
    changeForNothing(world, life, target, price);
    return { shown, done: true };
  }
  return { shown, done: payChange(world, life, target, price, byOperator) };
}

function changeForNothing(world: World, life: Life, target: Parameters<typeof apply>[1], { credits, charges, surplus }: Price): void {
  const { now, habits } = world;
  const before = life.index;
  apply(life, target, now);
  const credit = -together(credits.map(gross));
  const [taken, left] = split(credits, habits.credit === "balance" ? credit : credit - surplus);
  const lines = [...charges, ...taken];
  if (life.index > before || lines.some((line) => gross(line) !== 0n)) {
    const bill = {
      ...billOf(life.currency, lines, { start: now, end: life.end }, life.index > before ? life.index : null),
      status: "PAID" as const,
    };
    world.purses[life.currency].put(bill.toBalance);
    life.bills.push(bill);
  }
  giveBackLines(world, life, left, true);
}

/** Lines that give back, as those that give back so much together, and the rest. */
function split(lines: Line[], amount: bigint): [Line[], Line[]] {
  const shares = takenOff(
    lines.map(({ net, tax }) => ({ net: -net, tax: -tax })),
    amount,
  );
  const parts = lines.map(({ net, tax, item, period, of }, index) => {
    const share = shares[index];
    return [
      { net: -share.net, tax: -share.tax },
      { net: net + share.net, tax: tax + share.tax },
    ].map((sum) => lineOf(sum, item, period, of));
  });
  return [0, 1].map((side) => parts.map((both) => both[side]).filter((line) => gross(line) !== 0n)) as [Line[], Line[]];
}

function payChange(world: World, life: Life, target: Parameters<typeof apply>[1], price: Price, byOperator: boolean): boolean {
  const at = world.now;
  const held = least(world.purses[life.currency].held, price.due);
  const rest = price.due - held;
  const card = life.card ?? world.card;
  if (rest > 0n && !card) return false;
  const now = rest > 0n && card?.kind === "silent" ? after(at, MINUTE) : at;
  if (rest > 0n && (card!.kind === "fails late" || (card!.kind !== "silent" && !isTaken(card!)))) {
    life.declined += 1;
    return card!.kind === "fails late" || !byOperator;
  }
  const payments: Payment[] = rest > 0n ? [{ amount: rest, refunded: 0n, by: "card" }] : [];
  payments.push(...world.fromBalance(life.currency, held));
  const over = life.end <= now;
  const anew = target.time === "anew";
  if (!over) apply(life, target, now);
  if (!over && rest > 0n) life.card = card;
  const lines = [...price.charges, ...price.credits];
  const period = anew ? { start: over ? null : now, end: over ? null : life.end } : { start: at, end: life.end };
  const bill = { ...billOf(life.currency, lines, period, anew && !over ? life.index : null), payments, status: "PAID" as const };
  life.bills.push(bill);
  if (over) giveBack(world, bill);
  return true;
}

/** An operator gives a share of what is left of a payment back, the way it came or to the balance; the subscription ends with it, if told so. */
export function refundPayment(world: World, life: Life, which: number, share: number, to: "card" | "balance"): bigint | null {
  const payments = life.bills.flatMap((bill) => bill.payments.map((payment) => ({ bill, payment })));
  const chosen = payments[which % payments.length];
  if (!chosen) return null;
  const { bill, payment } = chosen;
  const amount = (leftToRefund(life, bill, payment) * BigInt(share)) / 100n;
  if (amount === 0n || (to === "card" && payment.by !== "card")) return null;
  refund(world, bill, payment, amount, to);
  return amount;
}

/** For one term of an offer, where the viewer has not got it; else for the balance. False: refused, for no rate of tax is known. */
export function redeemVoucher(world: World, currency: Currency, amount: bigint, offer: Offer | null): boolean {
  if (!offer || world.has(offer)) {
    world.purses[currency].put(amount);
    return true;
  }
  const ppm = world.rate();
  if (ppm === undefined) return false;
  const [sum] = taxed([amount], ppm, true);
  const bill = billOf(currency, [lineOf(sum, { offer, amount })], { start: null, end: null });
  bill.payments.push({ amount, refunded: 0n, by: "voucher" });
  world.begin(offer, bill, { oneTerm: true, clear: false });
  return true;
}

export function give(world: World, currency: Currency, offer: Offer, card: Card): boolean {
  const ppm = world.rate();
  if (ppm === undefined) return false;
  const ordered = world.now;
  const bill = billOf(currency, linesOf({ offer, coupon: null }, [itemOf(offer, currency)], { index: 0, ppm }), { start: null, end: null });
  pay(world, bill, card);
  world.gifts.push({ offer, bill, ordered });
  return true;
}

export function redeemGift(world: World): boolean {
  const [gift] = world.gifts;
  if (world.has(gift.offer)) return false;
  world.gifts.shift();
  world.begin(gift.offer, gift.bill, { oneTerm: true, clear: false, ordered: gift.ordered });
  return true;
}

/** An operator gives credit by hand, or takes some of it back: never more than there is. */
export function credit(world: World, currency: Currency, amount: bigint): boolean {
  const purse = world.purses[currency];
  if (purse.held + amount < 0n) return false;
  if (amount > 0n) purse.put(amount);
  else purse.take(-amount);
  return true;
}

/** Nobody watches and nothing is billed meanwhile: from now or from the end of the period, for so many days or until somebody resumes it. */
export function pauseLife(world: World, life: Life, { atEnd, days }: { atEnd: boolean; days: number | null }): boolean {
  if (life.status === "TRIALING" || isBusy(life, world.now)) return false;
  const from = atEnd ? life.end : world.now;
  if (!pause(life, from, days === null ? null : beginOf(dayOf(world.now, life.zone).add({ days }), life.zone))) return false;
  if (!atEnd) pauseNow(life);
  return true;
}

/** It goes on now, or a pause that is to come is none. */
export function resumeLife(world: World, life: Life): boolean {
  if (life.status !== "PAUSED" && !pausesNext(life)) return false;
  goOnAfterPause(life, world.now);
  return true;
}
