import type { Money } from "#lib/kernel/money.ts";

/**
 * What was made at the vendor in a stretch of time: `from` included, `to` not. The house moves it on, lets it overlap (items come late into a list,
 * or change after they were in it), and asks page by page; what it has seen before changes nothing.
 */
export type ListWindow = {
  from: Date;
  to: Date;
  /** What the page before said is `next`; null for the first. Asked for with the same `from` and `to`, perhaps hours later. */
  page: string | null;
};

/**
 * `next`: what asks for the page after it; null after the last. A page may be empty and have a next one. `unread`: what our keys may not read, and what to do about
 * it, in words for operators, who see it; the list goes on without.
 */
export type ListPage<Item> = { items: Item[]; next: string | null; unread?: string };

/** A payment, refund or dispute as a vendor's list has it. It says where to look: what becomes money here is asked for by `lookUp` or `adjustments`. */
export type ListedItem = {
  kind: "payment" | "refund" | "dispute";
  /** What `lookUp` takes; of a dispute, what `adjustments` calls it. */
  reference: string;
  /** The payment that it is, or is about: what `adjustments` takes. */
  paymentReference: string;
  /** Ours, from the metadata; the payment's, should the vendor keep none with refunds and disputes. */
  transactionId?: string;
  /** `waiting`: for the payer, or on its way. `none`: no money moved, and none will. */
  status: "succeeded" | "waiting" | "none";
  amount: Money;
  /** Of a payment: whether it was refunded or disputed since, in part or whole. For vendors whose refunds and disputes stand in no list of their own. */
  adjusted?: boolean;
  at: Date;
  /** Who paid and what for, as the vendor has it, for people who look for its invoice. */
  text?: string;
};

/** Money that the vendor sends to our bank. `total` is below zero where it takes what we owe it. */
export type ListedPayout = {
  reference: string;
  status: "waiting" | "paid" | "failed";
  total: Money;
  /** When it was made, and when the bank has it or should have it. */
  at: Date;
  arrivesAt?: Date;
  /** Whether `payoutLines` can say what it is made of: by now, not yet, or never. */
  lines: "ready" | "later" | "never";
};

/** What a payout is made of. `gross` - `fee` = `net`, in minor units of the payout's currency, below zero for what is taken from us. */
export type PayoutLine = {
  /** Its own at the vendor, unique within the gateway. */
  reference: string;
  /** `refund`: above zero for one that came back. `fee`: of no payment. `payout`: one that failed, whose money is back. Anything else is `other`, and for a person. */
  kind: "payment" | "refund" | "dispute" | "fee" | "payout" | "other";
  /** The payment that it is, or is about; with a `refund`, that refund's. */
  paymentReference?: string;
  refundReference?: string;
  gross: bigint;
  fee: bigint;
  net: bigint;
  /** What was paid or given back in its own currency, below zero for what is taken from us; where that is not the payout's. */
  exchanged?: Money;
  at: Date;
  /** What the vendor calls it, for people. */
  text?: string;
};

/** The part of the port about what the vendor sends to our bank. Leave it out where the vendor does not tell. */
export interface TellsPayouts {
  /** The payouts made in a stretch of time. @throws as `listed` of the port. */
  payouts?(window: ListWindow): Promise<ListPage<ListedPayout>>;
  /** What a payout is made of, page by page; leave it out where none says that (`lines: "never"`). Asked once it is `paid` or has failed, and its lines are `ready`. @throws as `payouts`. */
  payoutLines?(payout: { reference: string; page: string | null }): Promise<ListPage<PayoutLine>>;
  /** What it lacks to tell its payouts: the name of a key, for operators. */
  readonly payoutsNeed?: string;
  /** Brands (as of a SavedMethod) of what is paid to us without the vendor, which only arranges it: it is in no payout. */
  readonly paidElsewhere?: string[];
}
