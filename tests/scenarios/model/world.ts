import { after, MINUTE } from "./calendar.ts";
import {
  accessEnds,
  type Bill,
  begin,
  bill,
  type Card,
  end,
  failed,
  hasRunOut,
  isLive,
  type Life,
  leave,
  mayWatch,
  openBill,
  paid,
  runOut,
  stay,
  writeOff,
} from "./life.ts";
import { type Contract, type Rate, rateOn } from "./price.ts";

/** A charge that is on its way is asked about this much later. */
const ASKED_AFTER = MINUTE;

/** One viewer, their plans and cards, and the worker. Written from docs/decisions 3, 8, 12, 15 and 17; it shares no code with the product. */
export class World {
  now: Date;
  readonly lives: Life[] = [];
  /** By the day from which they hold. An operator may take them away, and bring them back. */
  rates: Rate[];

  constructor(now: Date, rates: Rate[]) {
    this.now = now;
    this.rates = rates;
  }

  /** Refused where no rate of tax is known. */
  buy(contract: Contract, card: Card): boolean {
    if (!rateOn(this.now, contract.zone, this.rates)) return false;
    this.#standIn(card);
    this.lives.push(begin(contract, card, this.now, this.rates));
    this.#chargeDue();
    return true;
  }

  mayWatch(): boolean {
    return this.lives.some((life) => mayWatch(life, this.now));
  }

  /** What a worker does, however many there are, until nothing is left to do. */
  work(): void {
    for (let busy = true; busy; ) busy = [this.#hear(), this.#renew(), this.#collect(), this.#close()].some(Boolean);
  }

  leave(life: Life): boolean {
    return leave(life, this.now);
  }

  stay(life: Life): boolean {
    return stay(life, this.now);
  }

  /** The viewer pays the open bill on the gateway's page, with a card that is kept. Refused while a charge is under way, and after the end. */
  pay(life: Life, card: Card): boolean {
    const open = openBill(life);
    if (!open || open.underWay || hasRunOut(life, this.now)) return false;
    this.#standIn(card);
    life.card = card;
    paid(life, { bill: open, now: this.now });
    this.#chargeDue();
    return true;
  }

  /** The card that was just paid with takes the place of those that cannot pay: where something is overdue, and where a card is tried no more. */
  #standIn(card: Card): void {
    const overdue = this.lives.filter(({ status }) => status === "PAST_DUE");
    const givenUp = overdue.filter((life) => openBill(life)?.due === null && !openBill(life)?.underWay).map((life) => life.card.kind);
    for (const life of this.lives.filter(isLive)) {
      if (life.status !== "PAST_DUE" && !givenUp.includes(life.card.kind)) continue;
      life.card = card;
      const open = openBill(life);
      if (life.status === "PAST_DUE" && open && !open.underWay) open.due = this.now;
    }
  }

  /** What is due of theirs is charged while the viewer waits. */
  #chargeDue(): void {
    for (const life of this.lives.filter(isLive)) {
      const open = openBill(life);
      if (open?.due && open.due <= this.now) this.#charge(life, open);
    }
  }

  /** The viewer chooses one of their cards for everything; what is open is charged to it at once. */
  choose(card: Card): void {
    const live = this.lives.filter(isLive);
    for (const life of live) life.card = card;
    for (const life of live) {
      const open = openBill(life);
      if (open && !open.underWay) this.#charge(life, open);
    }
  }

  /** Charges that were on their way have failed. */
  #hear(): boolean {
    let heard = false;
    for (const life of this.lives)
      for (const waiting of life.bills) {
        const { underWay } = waiting;
        if (!underWay || after(underWay.since, ASKED_AFTER) > this.now) continue;
        failed(life, { bill: waiting, card: underWay.card, now: this.now });
        heard = true;
      }
    return heard;
  }

  #renew(): boolean {
    let renewed = false;
    for (const life of this.lives) {
      if (!this.#isDue(life)) continue;
      if (life.leaves) end(life, "CANCELED", life.end);
      else if (hasRunOut(life, this.now)) runOut(life, this.now);
      else if (this.#lacksRate(life)) continue;
      else this.#charge(life, bill(life, this.now, this.rates));
      renewed = true;
    }
    return renewed;
  }

  /** Nothing more is billed while a bill is open. */
  #isDue(life: Life): boolean {
    return isLive(life) && life.renews !== null && life.renews <= this.now && (life.leaves || !openBill(life));
  }

  /** No rate of tax is known for the day on which its next period begins: it waits. */
  #lacksRate({ end, contract }: Life): boolean {
    return !rateOn(end, contract.zone, this.rates);
  }

  /** Tries what is due. */
  #collect(): boolean {
    let tried = false;
    for (const life of this.lives) {
      const open = openBill(life);
      if (!open?.due || open.due > this.now) continue;
      this.#charge(life, open);
      tried = true;
    }
    return tried;
  }

  /** Grace is over, and nothing is due or under way. */
  #close(): boolean {
    let closed = false;
    for (const life of this.lives) {
      const open = openBill(life);
      const awaited = open && (open.underWay || (open.due && open.due <= this.now));
      if (life.status !== "PAST_DUE" || accessEnds(life) > this.now || awaited) continue;
      runOut(life, this.now);
      closed = true;
    }
    return closed;
  }

  #charge(life: Life, open: Bill): void {
    const { now } = this;
    const { card } = life;
    open.due = null;
    if (!isLive(life) || hasRunOut(life, now)) {
      if (isLive(life) && !life.leaves) runOut(life, now);
      else writeOff(open);
    } else if (card.kind === "fails late") open.underWay = { card, since: now };
    else if (card.kind === "good" || (card.kind === "recovers" && card.declined >= 2)) paid(life, { bill: open, now });
    else {
      card.declined += 1;
      failed(life, { bill: open, card, now });
    }
  }
}
