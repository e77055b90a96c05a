import { recordAudit } from "#lib/audit/audit.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Source } from "#lib/kernel/source.ts";
import { refundReturned } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import { bothAmounts, closeDifferences, noteDifferences } from "#lib/payments/differences.ts";
import type { PaymentOutcome } from "#lib/payments/gateway.ts";
import type { ReportedRefund } from "#lib/payments/gateway-adjustments.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { movedAnother, recordMismatch } from "#lib/payments/other-amount.ts";
import { type GaveUp, recordOutcome, recordReturn } from "#lib/payments/record-outcome.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { countGiven, freeGiven } from "./count-given.ts";
import { makeRoom } from "./make-room.ts";
import { writeRefund } from "./open-refund.ts";
import { settleRefund } from "./settle-refund.ts";

/** Writes down the refunds of a locked charge as the gateway has them now: those that we do not know were made there. */
export async function recordReportedRefunds(
  tx: Tx,
  charge: Transaction,
  reported: ReportedRefund[],
  source: Source,
  settings: Settings,
): Promise<void> {
  // What came back first, for it makes room under the amount of the charge.
  const [back, given] = [reported.filter((refund) => hasFailed(refund.outcome)), reported.filter((refund) => !hasFailed(refund.outcome))];
  for (const refund of [...back, ...given]) {
    const known = await knownRefund(tx, charge, refund);
    if (known) await update(tx, known, refund, source, settings);
    else await add(tx, charge, refund, reported, source, settings);
  }
}

async function update(tx: Tx, known: Transaction, reported: ReportedRefund, source: Source, settings: Settings): Promise<void> {
  const { outcome } = reported;
  if (known.status === "SUCCEEDED" && hasFailed(outcome)) await returnRefund(tx, known, outcome, source);
  else if (outcome.status === "succeeded" && movedAnother(known, reported)) await recordMismatch(tx, known, reported, source);
  else if (known.status === "SUCCEEDED") return;
  else if (outcome.status === "succeeded") await settleRefund(tx, known, outcome, source, settings);
  else if (!known.settledAt) {
    const recorded = await recordOutcome(tx, known, outcome, source);
    if (hasFailed(outcome)) await freeGiven(tx, recorded);
  }
}

async function add(
  tx: Tx,
  charge: Transaction,
  made: ReportedRefund,
  reported: ReportedRefund[],
  source: Source,
  settings: Settings,
): Promise<void> {
  const { outcome } = made;
  if (!(await fits(tx, charge, made, reported, source))) return;
  const refund = await writeOutsideRefund(tx, charge, made, source);
  if (!hasFailed(outcome)) await countGiven(tx, refund);
  if (outcome.status === "succeeded") await settleRefund(tx, refund, outcome, source, settings);
  else await recordOutcome(tx, refund, outcome, source);
}

/**
 * Whether a refund that was made at the gateway can be counted in its charge: not one of another currency, or of more than is left. Such a one is in no book of ours, and a
 * difference for people, who see both sides; the others are recorded all the same.
 */
async function fits(tx: Tx, charge: Transaction, made: ReportedRefund, reported: ReportedRefund[], source: Source): Promise<boolean> {
  const { reference, amount, outcome } = made;
  const { id: transactionId, gateway, paymentReference } = charge;
  const isPart = amount.currency === charge.currency && amount.minor > 0n;
  const counts = isPart && (hasFailed(outcome) || (await makeRoom(tx, charge, amount.minor, reported, source)));
  const about = { gateway, subject: reference, paymentReference: paymentReference!, transactionId, at: now() };
  if (counts || hasFailed(outcome)) await closeDifferences(gateway, ["REFUND_TOO_LARGE"], [reference], tx);
  else await noteDifferences([{ ...about, kind: "REFUND_TOO_LARGE", ...bothAmounts(amount, charge) }], tx);
  return counts;
}

function hasFailed(outcome: PaymentOutcome): outcome is GaveUp {
  return outcome.status === "declined" || outcome.status === "canceled";
}

/** By its reference first: what was given back in place of one that was closed has its name, and the closed one's id. */
async function knownRefund(tx: Tx, charge: Transaction, { reference, transactionId }: ReportedRefund): Promise<Transaction | null> {
  const refunds = await tx.transaction.findMany({ where: { refundOfId: charge.id }, select: { id: true, gatewayReference: true } });
  const byReference = refunds.find(({ gatewayReference }) => gatewayReference === reference);
  const known = byReference ?? refunds.find(({ id }) => id === transactionId);
  return known ? lockTransaction(tx, known.id) : null;
}

async function writeOutsideRefund(
  tx: Tx,
  charge: Transaction,
  { reference, amount }: ReportedRefund,
  source: Source,
): Promise<Transaction> {
  const refund = await writeRefund(tx, charge, { amount: amount.minor, source, gatewayReference: reference });
  await recordAudit(tx, {
    actor: { kind: "SYSTEM", name: charge.gateway },
    action: "transaction.refunded",
    subjectType: "transaction",
    subjectId: charge.id,
    after: { amount: amount.minor, refund: refund.number, reference },
  });
  return refund;
}

/**
 * The payer's bank did not take a refund that had gone through: the gateway has the money again, and it may be given back anew.
 * The credit note stands, for the viewer is still owed it.
 */
async function returnRefund(tx: Tx, refund: Transaction, outcome: GaveUp, source: Source): Promise<void> {
  if (refund.returnedAt) return;
  await recordReturn(tx, refund, outcome, source);
  await freeGiven(tx, refund);
  await post(tx, refundReturned(refund));
}
