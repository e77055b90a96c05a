import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { db } from "#lib/db/client.ts";
import type { Dispute, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type Aftermath, recordEvent } from "#lib/events/record.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import type { Source } from "#lib/kernel/source.ts";
import { disputeMoved } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import { bothAmounts, closeDifferences, noteDifferences } from "#lib/payments/differences.ts";
import type { ReportedDispute } from "#lib/payments/gateway-adjustments.ts";
import { DISPUTE_STATUS, knownDispute, saveDispute } from "#lib/payments/save-dispute.ts";
import { CHARGED_BACK } from "#lib/payments/state.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { LIVE } from "#lib/subscriptions/state.ts";
import { holdGiven } from "./hold-given.ts";
import { leftUnpaid, returnDebit } from "./return-debit.ts";
import { settleReversed } from "./settle-payment.ts";

/**
 * Nobody whose bank asks for a payment back is charged again: the plan ends with the period that is paid, or at once when a payment of the
 * running period is lost. Done before the dispute is written down, so that being cut off in between leaves it to be done again.
 */
export async function stopDisputedPlan(charge: Transaction, reported: ReportedDispute): Promise<void> {
  const status = DISPUTE_STATUS[reported.status];
  if (!charge.subscriptionId || !CHARGED_BACK.includes(status)) return;
  const known = await knownDispute(db, charge, reported);
  const subscription = await db.subscription.findUnique({ where: { id: charge.subscriptionId } });
  if (known?.status === status || !subscription || !LIVE.includes(subscription.status)) return;
  const invoice = charge.invoiceId ? await db.invoice.findUnique({ where: { id: charge.invoiceId } }) : null;
  // By its index, for a period that waits for the first login, or does not renew, has no end on its invoice.
  const immediately = status === "LOST" && invoice?.cycle === subscription.cycle;
  try {
    await cancelPlan(
      { subscriptionId: subscription.id, reason: "disputed", when: immediately ? "now" : "period_end" },
      { kind: "SYSTEM", name: charge.gateway },
    );
  } catch (error) {
    if (!(error instanceof DomainError)) throw error; // it ended at the same moment
  }
}

/** Writes down a dispute of a locked charge as the gateway has it now, with the money that it took or gave back since. */
export async function recordDispute(tx: Tx, charge: Transaction, told: ReportedDispute, source: Source, settings: Settings): Promise<void> {
  const known = await knownDispute(tx, charge, told);
  await holdAgainst(tx, charge, known, told);
  const unpaid = told.status === "returned" && !known ? await leftUnpaid(tx, charge, told) : null;
  const status = statusAfter(told, known, unpaid !== null);
  const reported = { ...told, status, ...(known && known.currency !== told.amount.currency && moneyOf(known)) };
  // One that an earlier version wrote down held nothing.
  if (known && isSame(known, reported)) return holdGiven(tx, charge);
  const dispute = await saveDispute(tx, charge, known, reported);
  const { taken, fee, changedAt: at } = dispute;
  await post(tx, disputeMoved(dispute, { taken: taken - (known?.taken ?? 0n), fee: fee - (known?.fee ?? 0n) }));
  await holdGiven(tx, charge);
  if (known && saysTheSame(known, reported)) return; // but for the time that is left to answer it
  const detail: Aftermath = `dispute_${reported.status}`;
  await recordEvent(tx, { subject: "PAYMENT", transactionId: charge.id, type: charge.status, source, detail, at });
  if (unpaid) await returnDebit(tx, { charge, invoice: unpaid, dispute }, reported, settings);
  if (known?.status === "RETURNED" && status === "won") await settleReversed(tx, charge, dispute, source, settings);
}

/** A debit that came back and left an invoice unpaid stays so, for that is owed again, until the gateway has its money again; one that left none is a loss. */
function statusAfter({ status }: ReportedDispute, known: Dispute | null, leavesUnpaid: boolean): ReportedDispute["status"] {
  if (leavesUnpaid || (known?.status === "RETURNED" && status !== "won")) return "returned";
  return status === "returned" ? "lost" : status;
}

/**
 * A bank asks for no more than was paid, in its currency; exchange may make it so. It is answered as any other, and what the gateway took is booked as it says, for it is gone;
 * people see both sides.
 */
async function holdAgainst(tx: Tx, charge: Transaction, known: Dispute | null, told: ReportedDispute): Promise<void> {
  const { reference, amount, taken, openedAt } = told;
  const { id: transactionId, gateway, paymentReference, currency } = charge;
  const isPart = amount.minor <= charge.amount && taken <= charge.amount && amount.currency === currency;
  if (isPart && (known ?? charge).currency === currency) return closeDifferences(gateway, ["DISPUTE_TOO_LARGE"], [reference], tx);
  const about = { gateway, subject: reference, paymentReference: paymentReference!, transactionId, at: openedAt };
  await noteDifferences([{ ...about, kind: "DISPUTE_TOO_LARGE", ...bothAmounts(amount, charge) }], tx);
}

/** A dispute that is in another currency now has moved nobody knows what in its own: that stays as it was. */
function moneyOf({ amount: minor, currency, taken, fee }: Dispute): Pick<ReportedDispute, "amount" | "taken" | "fee"> {
  return { amount: { minor, currency }, taken, fee };
}

function isSame(known: Dispute, reported: ReportedDispute): boolean {
  return saysTheSame(known, reported) && known.respondBy?.getTime() === reported.respondBy?.getTime();
}

function saysTheSame(known: Dispute, { status, amount, taken, fee }: ReportedDispute): boolean {
  return known.status === DISPUTE_STATUS[status] && known.amount === amount.minor && known.taken === taken && known.fee === fee;
}
