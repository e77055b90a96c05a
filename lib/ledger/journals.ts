import type { Dispute, Invoice, Transaction } from "#lib/db/generated/client.ts";
import { BALANCE, moneyOf } from "./accounts.ts";
import type { Journal } from "./post.ts";

type Billed = Pick<Invoice, "id" | "currency" | "subtotal" | "tax" | "total">;
type Moved = Pick<Transaction, "id" | "gateway" | "currency" | "amount" | "invoiceId">;

/** An invoice was issued: the viewer owes its total, or is owed what goes to their balance. What it bills is not earned yet: revenue is taken as time passes (recognise.ts). */
export function issued({ id, currency, subtotal, tax, total, toBalance }: Billed & Pick<Invoice, "toBalance">): Journal {
  return {
    key: `issue:${id}`,
    currency,
    invoiceId: id,
    postings: [
      { account: "receivable", amount: total },
      { account: "deferred", amount: -subtotal },
      { account: "tax", amount: -tax },
      { account: BALANCE, amount: -toBalance },
    ],
  };
}

/** A charge succeeded: the gateway holds the money, and the viewer owes that much less. */
export function charged({ id, gateway, currency, amount, invoiceId }: Moved): Journal {
  return {
    key: `charge:${id}`,
    currency,
    invoiceId,
    transactionId: id,
    postings: [
      { account: moneyOf(gateway), amount },
      { account: "receivable", amount: -amount },
    ],
  };
}

/** Money came in that pays no invoice: it is the viewer's, on their balance. */
export function toppedUp({ id, gateway, currency, amount }: Moved): Journal {
  return {
    key: `charge:${id}`,
    currency,
    transactionId: id,
    postings: [
      { account: moneyOf(gateway), amount },
      { account: BALANCE, amount: -amount },
    ],
  };
}

/** The gateway said what it kept. */
export function feeTaken({ id, gateway, currency, invoiceId }: Moved, fee: bigint): Journal {
  return {
    key: `fee:${id}`,
    currency,
    invoiceId,
    transactionId: id,
    postings: [
      { account: "fees", amount: fee },
      { account: moneyOf(gateway), amount: -fee },
    ],
  };
}

/** A credit note was issued: the viewer is owed its total. `deferred`: what of its net was not earned yet (`creditDeferred`). */
export function credited(
  { id, currency, subtotal, tax, total }: Billed,
  { journalId, deferred }: { journalId: string; deferred: bigint },
): Journal {
  return {
    id: journalId,
    key: `credit:${id}`,
    currency,
    invoiceId: id,
    postings: [
      { account: "deferred", amount: deferred },
      { account: "revenue", amount: subtotal - deferred },
      { account: "tax", amount: tax },
      { account: "receivable", amount: -total },
    ],
  };
}

/** A refund succeeded: the gateway gave the money back. */
export function refunded({ id, gateway, currency, amount, invoiceId }: Moved): Journal {
  return {
    key: `refund:${id}`,
    currency,
    invoiceId,
    transactionId: id,
    postings: [
      { account: "receivable", amount },
      { account: moneyOf(gateway), amount: -amount },
    ],
  };
}

/** A refund came back, for the payer's bank did not take it: the gateway holds the money, and the viewer is owed it again. */
export function refundReturned({ id, gateway, currency, amount, invoiceId }: Moved): Journal {
  return {
    key: `refund-returned:${id}`,
    currency,
    invoiceId,
    transactionId: id,
    postings: [
      { account: moneyOf(gateway), amount },
      { account: "receivable", amount: -amount },
    ],
  };
}

/** The gateway took disputed money or gave it back (`taken` is below 0 then), and took a fee. What is lost stays in `disputes`. */
export function disputeMoved(
  { id, transactionId, gateway, currency, changes }: Pick<Dispute, "id" | "transactionId" | "gateway" | "currency" | "changes">,
  { taken, fee }: { taken: bigint; fee: bigint },
): Journal {
  return {
    key: `dispute:${id}:${changes}`,
    currency,
    transactionId,
    postings: [
      { account: "disputes", amount: taken },
      { account: "fees", amount: fee },
      { account: moneyOf(gateway), amount: -taken - fee },
    ],
  };
}

/** A debit came back after it was paid, and nobody disputes it: what the gateway took for it is owed by the viewer again. */
export function owedAgain({ id, transactionId, currency }: Pick<Dispute, "id" | "transactionId" | "currency">, charge: Moved): Journal {
  return {
    key: `returned:${id}`,
    currency,
    invoiceId: charge.invoiceId,
    transactionId,
    postings: [
      { account: "receivable", amount: charge.amount },
      { account: "disputes", amount: -charge.amount },
    ],
  };
}

/** The gateway has the money of such a debit again: it is paid after all. */
export function owedNoMore({ id, transactionId, currency }: Pick<Dispute, "id" | "transactionId" | "currency">, charge: Moved): Journal {
  return {
    key: `returned-reversed:${id}`,
    currency,
    invoiceId: charge.invoiceId,
    transactionId,
    postings: [
      { account: "receivable", amount: -charge.amount },
      { account: "disputes", amount: charge.amount },
    ],
  };
}

/** Nobody will pay any more what is `left` to pay of this invoice. */
export function writtenOff({ id, currency }: Pick<Invoice, "id" | "currency">, left: bigint): Journal {
  return {
    key: `write-off:${id}`,
    currency,
    invoiceId: id,
    postings: [
      { account: "written_off", amount: left },
      { account: "receivable", amount: -left },
    ],
  };
}

/** A payment came for an invoice that was written off. */
export function writeOffUndone({ id, currency, amount, invoiceId }: Moved): Journal {
  return {
    key: `write-off-undone:${id}`,
    currency,
    invoiceId,
    postings: [
      { account: "receivable", amount },
      { account: "written_off", amount: -amount },
    ],
  };
}
