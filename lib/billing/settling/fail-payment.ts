import { countDecline } from "#lib/abuse/count-decline.ts";
import { markOverdue } from "#lib/billing/ending/mark-overdue.ts";
import { tellInstructions } from "#lib/billing/parts/instructions-letter.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import type { Source } from "#lib/kernel/source.ts";
import { noteTakenBack } from "#lib/payments/differences.ts";
import type { PaymentOutcome } from "#lib/payments/gateway.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { giveUpTry, recordOutcome } from "#lib/payments/record-outcome.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { freeGiven } from "./count-given.ts";

export type Failed = Extract<PaymentOutcome, { status: "declined" | "canceled" | "needs_action" }>;

/**
 * A payment did not go through, or waits for the viewer. A checkout stays open to be tried again; a renewal becomes overdue;
 * a refund frees its part of the charge. Idempotent: a settled transaction is left as it is, but that it was paid and is not at the gateway is noted for a person. Returns it as it is then.
 */
export async function failPayment(transactionId: string, outcome: Failed, source: Source, known?: Settings): Promise<Transaction> {
  const settings = known ?? (await getSettings());
  return transaction(async (tx) => failLocked(tx, await lockTransaction(tx, transactionId), outcome, source, settings));
}

/** The same within the caller's database transaction, of a payment that is locked. */
export async function failLocked(tx: Tx, found: Transaction, outcome: Failed, source: Source, settings: Settings): Promise<Transaction> {
  if (found.settledAt) {
    if (outcome.status !== "needs_action" && isCounted(found)) await noteTakenBack(tx, found, outcome.reason);
    return found;
  }
  const failed = await recordOutcome(tx, found, outcome, source);
  if (await triedTooOften(tx, failed, outcome, settings)) return giveUpTry(tx, failed, "too_many_declines", source);
  if (outcome.status === "needs_action" && outcome.instructions && found.status !== "NEEDS_ACTION")
    await tellInstructions(tx, failed, { ...outcome, instructions: outcome.instructions }, settings);
  if (failed.kind === "REFUND" && outcome.status !== "needs_action") await freeGiven(tx, failed);
  // Whose confirmation was missing has been told so, and that try was counted.
  if (isRenewal(failed) && found.status !== "NEEDS_ACTION")
    await chase(tx, failed, outcome.status === "declined" && outcome.retry === "final", settings);
  return failed;
}

/**
 * Counts a card that was declined. A page that stays open takes one card after the other: beyond what an account may try in an hour it is closed, and whoever
 * wants to go on has to come by us.
 */
async function triedTooOften(tx: Tx, failed: Transaction, outcome: Failed, { security }: Settings): Promise<boolean> {
  if (failed.kind === "REFUND" || outcome.status === "canceled" || !(outcome.status === "declined" || outcome.tried)) return false;
  const declines = await countDecline(tx, failed, outcome.tried);
  return outcome.status === "needs_action" && declines >= security.refuseAfterTries;
}

/** Whether money of it is counted that is not given back. */
function isCounted({ kind, status, amount, refunded }: Transaction): boolean {
  return kind === "CHARGE" && status === "SUCCEEDED" && refunded < amount;
}

/** Charged without the viewer, for an invoice that was issued before: a declined try at the hosted page is theirs to repeat. */
function isRenewal({ kind, orderId, invoiceId, paymentMethodId }: Transaction): boolean {
  return kind === "CHARGE" && !orderId && Boolean(invoiceId) && Boolean(paymentMethodId);
}

async function chase(tx: Tx, failed: Transaction, final: boolean, settings: Settings): Promise<void> {
  const invoice = await lockInvoice(tx, failed.invoiceId!);
  if (invoice.status === "OPEN") await markOverdue(tx, invoice, { transaction: failed, final }, settings);
}
