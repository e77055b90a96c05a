import type { Transaction, TransactionStatus } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type Aftermath, eventRow } from "#lib/events/record.ts";
import { doubling, patient } from "#lib/kernel/backoff.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Source } from "#lib/kernel/source.ts";
import { closeDifferencesOf } from "./differences.ts";
import type { PaymentOutcome } from "./gateway.ts";
import { SETTLED } from "./state.ts";

const STATUS: Record<PaymentOutcome["status"], TransactionStatus> = {
  succeeded: "SUCCEEDED",
  pending: "PENDING",
  needs_action: "NEEDS_ACTION",
  declined: "DECLINED",
  canceled: "CANCELED",
  unknown: "UNKNOWN",
};
const LONGEST = { minutes: 6 * 60 };

/** Adds what the gateway said, and the method it saved, to a locked transaction and its timeline. Saying the same twice leaves one entry. */
export async function recordOutcome(
  tx: Tx,
  transaction: Transaction,
  outcome: PaymentOutcome,
  source: Source,
  paymentMethodId = transaction.paymentMethodId,
): Promise<Transaction> {
  const at = now();
  const status = STATUS[outcome.status];
  const settled = SETTLED.includes(status);
  const changes = {
    status,
    settledAt: settled ? at : null,
    ...(settled && !savesLater(outcome) ? { reconcileAt: null } : nextLook(transaction, status, at, source)),
    paymentMethodId,
    ...details(transaction, outcome),
  };
  if (settled && transaction.status === "UNKNOWN") await closeDifferencesOf(tx, transaction.id);
  const event = eventRow({ subject: "PAYMENT", transactionId: transaction.id, type: status, source, detail: detailOf(outcome), at });
  return changeRow(tx, "Transaction", transaction, changes, status === transaction.status ? {} : { DomainEvent: [event] });
}

/** Adds how money came that a viewer was to pay by themselves. */
export function nameReceived(tx: Tx, expected: Transaction, { methodKind }: Pick<Transaction, "methodKind">): Promise<Transaction> {
  return changeRow(tx, "Transaction", expected, { methodKind });
}

/** Whether the method that a payment leaves is still to come. */
export function savesLater(outcome: PaymentOutcome): boolean {
  return outcome.status === "succeeded" && outcome.savesLater === true;
}

/** Adds to a payment the method that it has left, which was saved after it. */
export function recordMethod(tx: Tx, paid: Transaction, paymentMethodId: string): Promise<Transaction> {
  return changeRow(tx, "Transaction", paid, { paymentMethodId });
}

/** Some gateways know their fee only later. Returns the payment as it is then. */
export function recordFee(tx: Tx, paid: Transaction, fee: bigint): Promise<Transaction> {
  return changeRow(tx, "Transaction", paid, { fee });
}

export type GaveUp = Extract<PaymentOutcome, { status: "declined" | "canceled" }>;

/** Adds to a refund that had gone through that the payer's bank did not take it. */
export async function recordReturn(tx: Tx, refund: Transaction, outcome: GaveUp, source: Source): Promise<void> {
  const at = now();
  const failureCode = outcome.status === "declined" ? outcome.code : outcome.status;
  const detail: Aftermath = "refund_returned";
  const event = eventRow({ subject: "PAYMENT", transactionId: refund.id, type: refund.status, source, detail, at });
  await changeRow(tx, "Transaction", refund, { returnedAt: at, failureCode, failureReason: outcome.reason }, { DomainEvent: [event] });
}

/** What a gateway calls a refund is the name of another of ours from now on: of what it gave back in its place. */
export async function giveUpReference(tx: Tx, closed: Transaction): Promise<void> {
  await changeRow(tx, "Transaction", closed, { gatewayReference: null });
}

/** We give up a try that waits for the viewer. That it is settled and still to be looked at lets reconcile-payments close its page. */
export async function giveUpTry(tx: Tx, waiting: Transaction, reason: string, source: Source): Promise<Transaction> {
  const given = await recordOutcome(tx, waiting, { status: "canceled", reason }, source);
  return given.gatewayReference ? changeRow(tx, "Transaction", given, { reconcileAt: now() }) : given;
}

/**
 * Each look that was due is followed by another after 2, 4, 8 … minutes, at most 6 hours. Where there was no answer, five looks come a minute apart
 * before the pauses grow: most silences are short. Whoever else asks, a webhook or a viewer who looks again, moves none further away.
 */
function nextLook({ reconcileAt, reconcileAttempts }: Transaction, status: TransactionStatus, at: Date, source: Source) {
  if (reconcileAt && source !== "reconcile") return { reconcileAt };
  const pause = status === "UNKNOWN" ? patient(reconcileAttempts, LONGEST) : doubling(reconcileAttempts + 1, LONGEST);
  return { reconcileAt: new Date(at.getTime() + pause), reconcileAttempts: reconcileAttempts + 1 };
}

function details(transaction: Transaction, outcome: PaymentOutcome): Partial<Transaction> {
  const reference = "reference" in outcome && outcome.reference ? { gatewayReference: outcome.reference } : {};
  switch (outcome.status) {
    case "succeeded":
      return {
        ...reference,
        paymentReference: outcome.paymentReference ?? transaction.paymentReference,
        fee: outcome.fee ?? transaction.fee,
        methodKind: outcome.method?.kind ?? transaction.methodKind,
        brand: outcome.method?.brand ?? transaction.brand,
        last4: outcome.method?.last4 ?? transaction.last4,
        wallet: outcome.method?.wallet ?? transaction.wallet,
        networkToken: outcome.method?.networkToken ?? transaction.networkToken,
        failureCode: null,
        failureReason: null,
        actionUrl: null,
      };
    case "declined":
      return { ...reference, failureCode: outcome.code, failureReason: outcome.reason, actionUrl: null };
    case "canceled":
      return { ...reference, failureCode: "canceled", failureReason: outcome.reason, actionUrl: null };
    case "needs_action":
      return { ...reference, actionUrl: outcome.url ?? transaction.actionUrl };
    case "unknown":
      return { failureReason: outcome.reason };
    default:
      return reference;
  }
}

function detailOf(outcome: PaymentOutcome): string | null {
  return "reason" in outcome ? outcome.reason : null;
}
