import { notify } from "#lib/billing/parts/notify.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { PaymentOutcome } from "#lib/payments/gateway.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { recordOutcome } from "#lib/payments/record-outcome.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { failPayment } from "./fail-payment.ts";
import { settlePayment } from "./settle-payment.ts";

/**
 * Writes down what a gateway said, whoever asked it. Every answer to every question about money passes here; what is settled stays settled. Returns the transaction as it is then.
 * @param settings these, where they were just read
 */
export async function applyOutcome(
  transactionId: string,
  outcome: PaymentOutcome,
  source: Source,
  settings?: Settings,
): Promise<Transaction> {
  if (outcome.status === "succeeded") return settlePayment(transactionId, outcome, source, settings);
  if (outcome.status === "declined" || outcome.status === "canceled" || outcome.status === "needs_action")
    return failPayment(transactionId, outcome, source, settings);
  return transaction(async (tx) => {
    const found = await lockTransaction(tx, transactionId);
    if (found.settledAt) return found;
    // A gateway that is out of reach takes back nothing that it has said before.
    const known = outcome.status === "unknown" && found.status === "NEEDS_ACTION" ? { status: "needs_action" as const } : outcome;
    const recorded = await recordOutcome(tx, found, known, source);
    if (outcome.status === "pending") await tellPending(tx, recorded);
    return recorded;
  });
}

/** A viewer who has paid in a way that takes days is told that the money is on its way; what is charged without them is not worth a message yet. */
async function tellPending(tx: Tx, pending: Transaction): Promise<void> {
  const { id, kind, paymentMethodId, customerId, subscriptionId, invoiceId, planName, amount, currency } = pending;
  if (kind !== "CHARGE" || paymentMethodId) return;
  await notify(tx, "payment_pending", await getSettings(tx), {
    dedupeKey: `payment_pending:${id}`,
    customer: await tx.customer.findUniqueOrThrow({ where: { id: customerId } }),
    refs: { transactionId: id, subscriptionId: subscriptionId ?? undefined, invoiceId: invoiceId ?? undefined },
    variables: (links) => ({ plan: { name: planName ?? "" }, amount: { minor: amount, currency }, links: { account: links.account } }),
  });
}
