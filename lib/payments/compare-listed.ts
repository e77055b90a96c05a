import type { Dispute, Transaction } from "#lib/db/generated/client.ts";
import type { ListedItem } from "./gateway-lists.ts";
import { FAILED, SETTLED, UNDECIDED } from "./state.ts";

export type KnownTransaction = Pick<
  Transaction,
  "id" | "kind" | "status" | "currency" | "amount" | "gatewayReference" | "paymentReference" | "returnedAt" | "refundOfId"
>;
export type Known = { transactions: KnownTransaction[]; disputes: Pick<Dispute, "reference" | "status">[] };

/**
 * What follows of an item in a gateway's list: nothing; `look`: the gateway is asked about a transaction of ours, by this reference should we know none, as after an event; `differs`: a person
 * has to look.
 */
export type Compared =
  | { is: "same"; transaction?: KnownTransaction }
  | { is: "look"; id: string; reference: string }
  | { is: "differs"; kind: "PAYMENT_UNKNOWN" | "REFUND_UNKNOWN" | "DISPUTE_UNKNOWN" }
  | { is: "differs"; kind: "NOT_PAID_THERE" | "OTHER_AMOUNT"; transaction: KnownTransaction };

const SAME = { is: "same" } as const;

export function compareListed(item: ListedItem, known: Known): Compared {
  if (item.kind === "payment") return comparePayment(item, paymentOf(item, known));
  return item.kind === "refund" ? compareRefund(item, known) : compareDispute(item, known);
}

function comparePayment(item: ListedItem, payment: KnownTransaction | undefined): Compared {
  if (!payment) return item.status === "succeeded" ? { is: "differs", kind: "PAYMENT_UNKNOWN" } : SAME;
  if (payment.status !== "SUCCEEDED") return isNews(item, payment) ? look(payment, item.reference) : { is: "same", transaction: payment };
  if (item.status === "none") return { is: "differs", kind: "NOT_PAID_THERE", transaction: payment };
  if (item.status === "succeeded" && !isAmountOf(item, payment)) return { is: "differs", kind: "OTHER_AMOUNT", transaction: payment };
  return item.adjusted ? look(payment, item.reference) : { is: "same", transaction: payment };
}

function compareRefund(item: ListedItem, known: Known): Compared {
  const refunds = known.transactions.filter(({ kind }) => kind === "REFUND");
  const byReference = refunds.find(({ gatewayReference }) => gatewayReference === item.reference);
  const refund = byReference ?? refunds.find(({ id }) => id === item.transactionId);
  if (refund?.status === "SUCCEEDED" && item.status === "none") return refund.returnedAt ? SAME : look(refund, item.reference);
  if (refund?.status === "SUCCEEDED")
    return isAmountOf(item, refund) ? { is: "same", transaction: refund } : { is: "differs", kind: "OTHER_AMOUNT", transaction: refund };
  if (refund) return isNews(item, refund) ? look(refund, item.reference) : SAME;
  if (item.status === "none") return SAME;
  const payment = paymentOf(item, known);
  return payment ? look(payment, item.paymentReference) : { is: "differs", kind: "REFUND_UNKNOWN" };
}

/** One that is not decided is looked at as often as it is listed: it may have grown, or be decided by now. */
function compareDispute(item: ListedItem, known: Known): Compared {
  const dispute = known.disputes.find(({ reference }) => reference === item.reference);
  if (dispute && !UNDECIDED.includes(dispute.status)) return SAME;
  const payment = paymentOf(item, known);
  return payment ? look(payment, item.paymentReference) : { is: "differs", kind: "DISPUTE_UNKNOWN" };
}

/** By its reference at the gateway; by our id only where we know of no payment yet, for metadata may be copied to another. */
function paymentOf({ kind, reference, paymentReference, transactionId }: ListedItem, { transactions }: Known) {
  // A method may have been saved by a payment of nothing.
  const charges = transactions.filter((transaction) => transaction.kind !== "REFUND");
  const byReference = charges.find(
    (charge) =>
      charge.paymentReference === paymentReference || charge.gatewayReference === (kind === "payment" ? reference : paymentReference),
  );
  return byReference ?? charges.find((charge) => charge.id === transactionId && charge.paymentReference === null);
}

/** Whether the gateway has come further than what we know; a payment that we gave up, or saw declined, may be paid all the same. */
function isNews(item: ListedItem, { status }: KnownTransaction): boolean {
  if (item.status === "succeeded") return true;
  if (item.status === "none") return !SETTLED.includes(status);
  return item.kind === "refund" && FAILED.includes(status);
}

function isAmountOf({ amount }: ListedItem, transaction: KnownTransaction): boolean {
  return amount.minor === transaction.amount && amount.currency === transaction.currency;
}

function look({ id }: KnownTransaction, reference: string): Compared {
  return { is: "look", id, reference };
}
