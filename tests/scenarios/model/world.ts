import { after, anchorFor, DAY, MINUTE, type Policy, periodBegin, sameTimeAfter } from "./calendar.ts";
import { type Bill, type Card, isLive, type Life, mayWatch, openBill, type Payment } from "./life.ts";
import { type Coupon, type Rate, rateOn } from "./price.ts";
import { type Came, type Currency, Purse } from "./purse.ts";
import type { Offer } from "./shelf.ts";

/** A charge that is on its way is asked about this much later. */
export const ASKED_AFTER = MINUTE;

/** What an operator has set. */
export type Habits = {
  zone: string;
  policy: Policy;
  /** What becomes of unused time that no charge takes up. */
  credit: "next_invoice" | "balance" | "refund";
  /** Where unused time goes when a viewer ends a plan at once. */
  back: "card" | "balance";
  /** Days without access that are waited for an unpaid bill when grace is over. */
  suspended: number;
};

/** A term that was paid for, and waits for whoever redeems it. */
/** Money that was paid in, of which what is not spent can be given back. */
export type TopUp = { currency: Currency; amount: bigint; refunded: bigint; came: Came };

export type Gift = { offer: Offer; bill: Bill; ordered: Date };

/**
 * One viewer, their plans, cards and balance, and the worker. Written from docs/billing.md and the decisions; it shares no code with the product.
 * Its lives and bills are the place to look for what should have happened.
 */
export class World {
  now: Date;
  readonly habits: Habits;
  readonly lives: Life[] = [];
  readonly cards: Card[] = [];
  /** What was kept last. */
  card: Card | null = null;
  readonly purses: Record<Currency, Purse> = { EUR: new Purse(), USD: new Purse(), JPY: new Purse() };
  readonly topUps: TopUp[] = [];
  readonly gifts: Gift[] = [];
  /** By the day from which they hold. An operator may take them away, and bring them back. */
  rates: Rate[];
  /** The gateway does as it is asked, but nobody hears its answer. */
  silent = false;
  /** How often an operator has put another price in the place of an offer's. */
  readonly editions = new Map<Offer, number>();

  constructor(now: Date, habits: Habits, rates: Rate[]) {
    this.now = now;
    this.habits = habits;
    this.rates = rates;
  }

  edition(offer: Offer): number {
    return this.editions.get(offer) ?? 0;
  }

  rate(): bigint | undefined {
    return rateOn(this.now, this.habits.zone, this.rates);
  }

  has(offer: Offer): boolean {
    return this.lives.some((life) => isLive(life) && life.offer === offer);
  }

  mayWatch(): boolean {
    return this.lives.some((life) => mayWatch(life, this.now));
  }

  /** Something is paid on the gateway's page. A card is kept where it is charged again, and takes the place of those that cannot pay. */
  usePage(card: Card, keeps: boolean): void {
    if (card.kind === "silent") this.now = after(this.now, ASKED_AFTER);
    if (!keeps) return;
    if (!this.cards.includes(card)) this.cards.push(card);
    this.card = card;
    const givenUp = this.lives.filter((life) => life.status === "PAST_DUE" && openBill(life)?.due === null && !openBill(life)?.underWay);
    for (const life of this.lives.filter(isLive)) {
      if (life.status !== "PAST_DUE" && life.card && !givenUp.some(({ card }) => card?.kind === life.card?.kind)) continue;
      life.card = card;
      const open = openBill(life);
      if (open && !open.underWay) open.due = this.now;
    }
  }

  /** Bought, given or redeemed, and paid: a trial and a term that does not renew last to the minute, what renews lasts to a midnight. */
  begin(
    offer: Offer,
    bill: Bill,
    { coupon = null, card = null, trialDays = 0, oneTerm = offer.kind === "pass", ordered = this.now, clear = true }: Beginning,
  ): Life {
    const { now } = this;
    const { zone } = this.habits;
    const { length } = offer;
    const paidFrom = trialDays > 0 ? sameTimeAfter(now, zone, { unit: "days", count: trialDays }) : now;
    const anchor = anchorFor(paidFrom, zone, length);
    const ends = trialDays > 0 ? paidFrom : oneTerm ? sameTimeAfter(now, zone, length) : periodBegin(anchor, zone, length, 1, offer.day);
    const index = trialDays > 0 ? -1 : 0;
    const items = bill.lines.flatMap(({ item }) => item ?? []);
    const life: Life = {
      ...{
        zone,
        currency: bill.currency,
        offer,
        edition: this.edition(offer),
        items,
        coupon,
        length,
        oneTerm,
        had: [offer],
        contract: { at: ordered, clear, withdrawn: false },
        anchor,
        anchorIndex: 0,
        index,
        start: now,
        end: ends,
      },
      ...{
        status: index < 0 ? "TRIALING" : "ACTIVE",
        renews: ends,
        leaves: oneTerm,
        pauses: [],
        pausedAt: null,
        grace: null,
        waits: this.habits.suspended * DAY,
        ended: null,
        tries: [],
        failures: 0,
      },
      ...{ card, bills: [bill], late: [], scheduled: null, waiting: [], declined: 0 },
    };
    Object.assign(bill, { index, start: now, end: ends, status: "PAID" });
    this.lives.push(life);
    return life;
  }

  /** Takes what there is, at most what is due, off the balance. */
  fromBalance(currency: Currency, due: bigint): Payment[] {
    const amount = this.purses[currency].take(due);
    return amount > 0n ? [{ amount, refunded: 0n, by: "balance" }] : [];
  }
}

type Beginning = { coupon?: Coupon | null; card?: Card | null; trialDays?: number; oneTerm?: boolean; ordered?: Date; clear?: boolean };
