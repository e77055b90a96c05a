import { Calendar } from "./calendar.ts";
import type { Gateway } from "./gateways.ts";
import type { Id } from "./ids.ts";
import type { Viewer } from "./people.ts";
import { type Priced, Prices } from "./prices.ts";
import type { Rows } from "./rows.ts";
import type { Coupon, Offer, Shop } from "./shop.ts";
import type { TableName } from "./tables.ts";

export type Item = { id: Id; offer: Offer; addedAt: number; removedAt: number | null };

export type Sub = {
  id: Id;
  number: number;
  viewer: Viewer;
  offer: Offer;
  coupon: Coupon | null;
  status: "INCOMPLETE" | "TRIALING" | "ACTIVE" | "PAST_DUE" | "PAUSED" | "CANCELED" | "EXPIRED";
  createdAt: number;
  activatedAt: number | null;
  trialEndsAt: number | null;
  anchor: number | null;
  /** Sold with a trial. */
  trial: boolean;
  cycle: number;
  start: number | null;
  end: number | null;
  canceledAt: number | null;
  cancelReason: string | null;
  endsAtPeriodEnd: boolean;
  graceUntil: number | null;
  pausedAt: number | null;
  resumesAt: number | null;
  endedAt: number | null;
  method: Id | null;
  items: Item[];
};

export type Credit = { at: number; amount: number; tax: number; lines: { net: number; tax: number; total: number }[]; deferred: number };

export type Bill = {
  n: number;
  id: Id;
  sub: Sub;
  /** As it was then. */
  offer: Offer;
  item: Id;
  gateway: Gateway;
  at: number;
  cycle: number;
  start: number | null;
  end: number | null;
  priced: Priced;
  order: Id | null;
  issuedAt: number | null;
  paidAt: number | null;
  /** When it was given up. */
  lostAt: number | null;
  /** Failed charges so far, and when the next one is. */
  attempts: number;
  nextAttemptAt: number | null;
  credit: Credit | null;
  dispute: { at: number; decidedAt: number | null; won: boolean } | null;
  charge: Id | null;
};

const DAY_MS = 86_400_000;
/** So much happens before PostgreSQL is let to it. */
const RESTS_AFTER = 500;

/** The history that is told: its clock, which calls what is to happen in the order of its instants, and all that it writes to. */
export class Story {
  readonly from: number;
  readonly until: number;
  readonly timeZone: string;
  readonly calendar: Calendar;
  readonly shop: Shop;
  readonly prices = new Prices();
  readonly rows: Record<TableName, Rows>;
  readonly txid: number;
  /** What each name is found by. */
  readonly names: Map<string, string[]>;
  /** The month that is not over. */
  readonly openMonth: number;
  readonly subs: Sub[] = [];
  readonly counted = { customers: 0, orders: 0, bills: 0, transactions: 0, messages: 0, events: 0, entries: 0, movements: 0, visitors: 0 };
  readonly series = new Map<string, number>();
  /** What was recognised, by month, currency and kind. */
  readonly recognised = new Map<number, number>();
  /** What follows from what: set by who tells the story. */
  does!: { order(viewer: Viewer, offer: Offer, at: number): void; renew(sub: Sub, at: number): void };
  readonly #days: { at: number; happens: () => void }[][] = [];

  constructor(made: Pick<Story, "from" | "until" | "timeZone" | "shop" | "rows" | "txid" | "names">) {
    const { from, until, timeZone, shop, rows, txid, names } = made;
    [this.from, this.until, this.timeZone, this.shop, this.rows, this.txid, this.names] = [from, until, timeZone, shop, rows, txid, names];
    this.calendar = new Calendar(new Date(from - 40 * DAY_MS), new Date(until + 800 * DAY_MS), timeZone);
    this.openMonth = this.calendar.monthOf(until - 3_600_000);
  }

  /** What is later than the end of the story does not happen. */
  at(instant: number, happens: () => void): void {
    if (instant >= this.until) return;
    const day = Math.max(Math.floor((instant - this.from) / DAY_MS), 0);
    this.#days[day] ??= [];
    this.#days[day].push({ at: instant, happens });
  }

  happened(instant: number | null): instant is number {
    return instant !== null && instant < this.until;
  }

  /** Tells one day after the other. @param rest is awaited now and then, and told how much of the time has passed */
  async tell(rest: (share: number) => Promise<void>): Promise<void> {
    const days = Math.ceil((this.until - this.from) / DAY_MS);
    let told = 0;
    for (let day = 0; day <= days; day += 1) {
      for (let due = this.#take(day); due.length > 0; due = this.#take(day)) {
        for (const { happens } of due) {
          happens();
          told += 1;
          if (told % RESTS_AFTER === 0) await rest(day / days);
        }
      }
    }
  }

  #take(day: number) {
    const due = this.#days[day] ?? [];
    delete this.#days[day];
    return due.sort((one, other) => one.at - other.at);
  }

  nextNumber(prefix: string, ms: number): { series: string; sequence: number; number: string } {
    const series = `${prefix}${this.calendar.yearOf(ms)}`;
    const sequence = (this.series.get(series) ?? 0) + 1;
    this.series.set(series, sequence);
    return { series, sequence, number: `${series}-${String(sequence).padStart(6, "0")}` };
  }
}
