import type { Payout, PayoutLine } from "#lib/db/generated/client.ts";
import { moneyOf } from "./accounts.ts";
import type { Journal } from "./post.ts";

type Sent = Pick<Payout, "id" | "gateway" | "currency" | "total">;

/** A payout arrived: what the gateway held is at the bank. */
export function paidOut({ id, gateway, currency, total }: Sent): Journal {
  return {
    key: `payout:${id}`,
    currency,
    postings: [
      { account: "bank", amount: total },
      { account: moneyOf(gateway), amount: -total },
    ],
  };
}

/** It failed after all: the gateway holds the money again. */
export function payoutFailed({ id, gateway, currency, total }: Sent): Journal {
  return {
    key: `payout-failed:${id}`,
    currency,
    postings: [
      { account: moneyOf(gateway), amount: total },
      { account: "bank", amount: -total },
    ],
  };
}

type Line = Pick<PayoutLine, "id" | "gateway" | "kind" | "gross" | "fee" | "net" | "exchangedCurrency"> & { currency: string };
/** What the ledger has of a line from the transaction that it is, in the transaction's currency. */
type Known = { transactionId: string; known: { gross: bigint; fee: bigint } };

/**
 * What a line of a payout says beyond what its transaction did: a fee of no payment, another fee, another amount, an exchange. Nothing where both say the
 * same. Money that nobody knows is in `suspense` until it is known.
 */
export function lineSettled(line: Line, match: Known | undefined, event = "payout-line"): Journal[] {
  const { id, gateway, currency, kind, gross, fee, net } = line;
  const [key, cash] = [`${event}:${id}`, moneyOf(gateway)];
  if (kind === "PAYOUT") return [];
  if (!match) {
    const account = kind === "FEE" ? "fees" : "suspense";
    return [
      {
        key,
        currency,
        postings: [
          { account: cash, amount: net },
          { account, amount: -net },
        ],
      },
    ];
  }
  const { transactionId, known } = match;
  const booked = known.gross - known.fee;
  if (line.exchangedCurrency) return exchanged(line, line.exchangedCurrency, match, key);
  return [
    {
      key,
      currency,
      transactionId,
      postings: [
        { account: cash, amount: net - booked },
        { account: "fees", amount: fee - known.fee },
        { account: "suspense", amount: known.gross - gross },
      ],
    },
  ];
}

/** What was paid in one currency arrives in another: each goes through `exchange`, which shows what was bought with what. */
function exchanged({ gateway, currency, gross, fee, net }: Line, paid: string, { transactionId, known }: Known, key: string): Journal[] {
  const cash = moneyOf(gateway);
  const booked = known.gross - known.fee;
  // The fee of a payment was booked in the payment's currency; that of a refund was not.
  const newFee = known.fee === 0n ? fee : 0n;
  return [
    {
      key,
      currency,
      transactionId,
      postings: [
        { account: cash, amount: net },
        { account: "fees", amount: newFee },
        { account: "exchange", amount: known.fee === 0n ? -gross : -net },
      ],
    },
    {
      key: `${key}:exchanged`,
      currency: paid,
      transactionId,
      postings: [
        { account: cash, amount: -booked },
        { account: "exchange", amount: booked },
      ],
    },
  ];
}

/** A line that nobody knew is known now: what stood in suspense is taken back, and booked as what it is. */
export function lineFound(line: Line, match: Known): Journal[] {
  const undone = lineSettled(line, undefined, "payout-line-undone").map((journal) => ({
    ...journal,
    postings: journal.postings.map((posting) => ({ ...posting, amount: -posting.amount })),
  }));
  return [...undone, ...lineSettled(line, match, "payout-line-found")];
}
