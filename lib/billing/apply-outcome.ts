import type { Transaction } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import type { PaymentOutcome } from "#lib/payments/gateway.ts";
import { lockTransaction, recordOutcome } from "#lib/payments/record-outcome.ts";
import { failPayment } from "./fail-payment.ts";
import { settlePayment } from "./settle-payment.ts";

/** Writes down what a gateway said, whoever asked it. Every answer to every question about money passes here; what is settled stays settled. Returns the transaction as it is then. */
export async function applyOutcome(transactionId: string, outcome: PaymentOutcome, source: string): Promise<Transaction> {
  if (outcome.status === "succeeded") return settlePayment(transactionId, outcome, source);
  if (outcome.status === "declined" || outcome.status === "canceled" || outcome.status === "needs_action")
    return failPayment(transactionId, outcome, source);
  return transaction(async (tx) => {
    const found = await lockTransaction(tx, transactionId);
    if (found.settledAt) return found;
    // A gateway that is out of reach takes back nothing that it has said before.
    const known = outcome.status === "unknown" && found.status === "NEEDS_ACTION" ? { status: "needs_action" as const } : outcome;
    return recordOutcome(tx, found, known, source);
  });
}
