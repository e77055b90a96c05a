import type { Transaction } from "#lib/db/generated/client.ts";
import { BALANCE } from "./accounts.ts";
import type { Journal } from "./post.ts";

type Moved = Pick<Transaction, "id" | "currency" | "amount" | "invoiceId">;
type TopUpMoved = { currency: string; amount: bigint; transactionId: string };

/** A top-up is to be refunded: what the viewer had on the balance is owed to them as a payment (`amount` below 0: it was not refunded after all, and is balance again). */
export function topUpTaken(entryId: string, { currency, amount, transactionId }: TopUpMoved): Journal {
  return {
    key: `top-up:${entryId}`,
    currency,
    transactionId,
    postings: [
      { account: BALANCE, amount },
      { account: "receivable", amount: -amount },
    ],
  };
}

/** A bank has taken back what was paid in: what the viewer had of it on the balance is not theirs, and makes good for as much of the loss (`amount` below 0: it is balance again). */
export function topUpDisputed(entryId: string, { currency, amount, transactionId }: TopUpMoved): Journal {
  return {
    key: `top-up-disputed:${entryId}`,
    currency,
    transactionId,
    postings: [
      { account: BALANCE, amount },
      { account: "disputes", amount: -amount },
    ],
  };
}

/** Balance that was not spent in time is no longer owed: it is earned, without VAT, for nothing was sold for it. */
export function balanceExpired(entryId: string, currency: string, amount: bigint): Journal {
  return {
    key: `expired:${entryId}`,
    currency,
    postings: [
      { account: BALANCE, amount },
      { account: "breakage", amount: -amount },
    ],
  };
}

/** A refund of a top-up went through, and what it gave back was spent: we bear it (`amount` below 0: it came back, and we do not). */
export function topUpMissing({ id, currency }: Pick<Moved, "id" | "currency">, amount: bigint): Journal {
  return {
    key: `${amount < 0n ? "top-up-found" : "top-up-missing"}:${id}`,
    currency,
    transactionId: id,
    postings: [
      { account: "goodwill", amount },
      { account: "receivable", amount: -amount },
    ],
  };
}

/** The same of one that went to the balance: what the viewer had of it there (`taken`) is balance no more, and what they have spent we bear. They are owed it again. */
export function balanceReturned({ id, currency, amount, invoiceId }: Moved, taken: bigint): Journal {
  return {
    key: `refund-returned:${id}`,
    currency,
    invoiceId,
    transactionId: id,
    postings: [
      { account: BALANCE, amount: taken },
      { account: "goodwill", amount: amount - taken },
      { account: "receivable", amount: -amount },
    ],
  };
}

/** An operator gave a viewer credit, or took some back (`amount` is below 0 then): what it costs us. */
export function creditGiven(entryId: string, currency: string, amount: bigint): Journal {
  return {
    key: `given:${entryId}`,
    currency,
    postings: [
      { account: "goodwill", amount },
      { account: BALANCE, amount: -amount },
    ],
  };
}
