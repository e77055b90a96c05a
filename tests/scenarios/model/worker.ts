import { after } from "./calendar.ts";
import { apply, firstPart } from "./change.ts";
import {
  accessEnds,
  type Bill,
  billOf,
  type Card,
  end,
  failed,
  goOnAfterPause,
  hasRunOut,
  isLive,
  type Life,
  openBill,
  type Payment,
  paid,
  paidOf,
  pauseNow,
  pausesNext,
  periodEnd,
  runOut,
  writeOff,
} from "./life.ts";
import { type Line, linesOf, rateOn } from "./price.ts";
import { giveBack, giveBackLines } from "./refunds.ts";
import { ASKED_AFTER, type World } from "./world.ts";

/** What a worker does, however many there are, until nothing is left to do. */
export function work(world: World): void {
  for (let busy = true; busy; )
    busy = [hear(world), renew(world), collect(world), close(world), standStill(world), giveWaiting(world)].some(Boolean);
}

/** What became of charges that were on their way. */
export function hear(world: World): boolean {
  let heard = false;
  for (const life of world.lives)
    for (const bill of life.bills) {
      const { underWay } = bill;
      if (!underWay || world.silent || after(underWay.since, ASKED_AFTER) > world.now) continue;
      heard = true;
      const { card, amount } = underWay;
      if (card.kind === "silent" || (card.kind !== "fails late" && isTaken(card))) {
        life.card ??= card;
        receive(world, life, bill, { amount, refunded: 0n, by: "card" });
      } else {
        life.declined += 1;
        failed(life, bill, card, world.now);
      }
    }
  return heard;
}

function renew(world: World): boolean {
  let renewed = false;
  const due = world.lives.filter((life) => isDue(world, life)).toSorted((one, other) => Number(one.renews) - Number(other.renews));
  for (const life of due) {
    if (life.leaves) end(life, "CANCELED", life.end);
    else if (hasRunOut(life, world.now)) runOut(life, world.now);
    else if (rateOn(life.end, life.zone, world.rates) === undefined) continue;
    else billNext(world, life);
    renewed = true;
  }
  return renewed;
}

/** Nothing more is billed while a bill is open. */
function isDue(world: World, life: Life): boolean {
  return (
    isLive(life) &&
    life.status !== "PAST_DUE" &&
    life.status !== "PAUSED" &&
    life.renews !== null &&
    life.renews <= world.now &&
    (life.leaves || !openBill(life))
  );
}

/** The next period begins where the last one ended. One bill is for it and for all that were missed, each at the rate of its own day, however late. */
function billNext(world: World, life: Life): void {
  const agreed = life.scheduled;
  life.scheduled = null;
  if (agreed && !world.lives.some((other) => other !== life && isLive(other) && other.offer === agreed.offer))
    apply(life, agreed, world.now);
  const lines: Line[] = [];
  const begin = life.end;
  life.status = "ACTIVE";
  do {
    life.index += 1;
    const period = { start: life.end, end: periodEnd(life, life.index) };
    const ppm = rateOn(period.start, life.zone, world.rates)!;
    const part = life.index === life.anchorIndex ? firstPart(life.offer, period.start, life.zone) : undefined;
    lines.push(...linesOf(life, life.items, { index: life.index, ppm, part }).map((line) => ({ ...line, period })));
    Object.assign(life, period);
  } while (life.end <= world.now);
  life.renews = life.end;
  const bill = billOf(life.currency, [...lines, ...life.waiting], { start: begin, end: life.end }, life.index);
  life.waiting = [];
  life.bills.push(bill);
  world.purses[life.currency].put(bill.toBalance);
  bill.payments.push(...world.fromBalance(bill.currency, bill.total));
  charge(world, life, bill);
}

/** Tries what is due. */
function collect(world: World): boolean {
  let tried = false;
  for (const life of world.lives) {
    const open = openBill(life);
    if (!open?.due || open.due > world.now) continue;
    charge(world, life, open);
    tried = true;
  }
  return tried;
}

/** Grace is over, and the days without access, and nothing is due or under way. */
function close(world: World): boolean {
  let closed = false;
  for (const life of world.lives) {
    const open = openBill(life);
    const awaited = open && (open.underWay || (open.due && open.due <= world.now));
    if (life.status !== "PAST_DUE" || after(accessEnds(life), life.waits) > world.now || awaited) continue;
    runOut(life, world.now);
    closed = true;
  }
  return closed;
}

/** What is to stand still does, and goes on as of the day that was said, however late a worker comes. */
function standStill(world: World): boolean {
  const begins = world.lives.filter((life) => pausesNext(life) && life.pauses.at(-1)!.from <= world.now);
  for (const life of begins) pauseNow(life);
  const over = world.lives.filter(({ status, renews }) => status === "PAUSED" && renews! <= world.now);
  for (const life of over) goOnAfterPause(life, life.renews!);
  return begins.length + over.length > 0;
}

/** What waited for a bill that never comes. */
function giveWaiting(world: World): boolean {
  const waits = world.lives.filter((life) => !isLive(life) && life.waiting.length > 0);
  for (const life of waits) giveBackLines(world, life, life.waiting.splice(0), false);
  return waits.length > 0;
}

function charge(world: World, life: Life, bill: Bill): void {
  const { now } = world;
  const card = life.card ?? world.card;
  const amount = bill.total - paidOf(bill);
  bill.due = null;
  if (hasRunOut(life, now)) {
    if (isLive(life) && !life.leaves) runOut(life, now);
    else writeOff(bill);
  } else if (amount === 0n) receive(world, life, bill, null);
  else if (!card) failed(life, bill, null, now);
  else if (world.silent || card.kind === "fails late" || card.kind === "silent") bill.underWay = { card, since: now, amount };
  else if (isTaken(card)) {
    life.card ??= card;
    receive(world, life, bill, { amount, refunded: 0n, by: "card" });
  } else {
    life.declined += 1;
    failed(life, bill, card, now);
  }
}

/** The last payment of a bill. What there is nothing to give for goes back as it came. */
export function receive(world: World, life: Life, bill: Bill, payment: Payment | null): void {
  if (payment) bill.payments.push(payment);
  const anew = world.lives.some((other) => other !== life && isLive(other) && other.offer === life.offer);
  if (!paid(life, bill, world.now, anew)) giveBack(world, bill);
}

/** What is due of theirs is charged while the viewer waits. */
export function chargeDue(world: World): void {
  for (const life of world.lives.filter(isLive)) {
    const open = openBill(life);
    if (open?.due && open.due <= world.now) charge(world, life, open);
  }
}

/** The viewer chooses one of their cards for everything; what is open is charged to it at once. */
export function choose(world: World, card: Card): void {
  world.card = card;
  const live = world.lives.filter(isLive);
  for (const life of live) life.card = card;
  for (const life of live) {
    const open = openBill(life);
    if (open && !open.underWay) charge(world, life, open);
  }
}

/** Whether the bank pays a charge now; counts what it declines. */
export function isTaken(card: Card): boolean {
  if (card.kind === "good" || (card.kind === "recovers" && card.declined >= 2)) return true;
  card.declined += 1;
  return false;
}
