import type { Actor } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { ask } from "#lib/payments/ask.ts";
import { gateway } from "#lib/payments/registry.ts";
import { applyOutcome } from "./apply-outcome.ts";
import { openRefund, type RefundInput } from "./open-refund.ts";

/** Gives money back; the credit note is issued when the gateway confirms. Returns the refund's id. @throws the refusals of `openRefund`. */
export async function refundPayment(input: RefundInput, actor: Actor): Promise<string> {
  const refundId = await transaction((tx) => openRefund(tx, input, actor));
  await requestRefund(refundId, actor.kind.toLowerCase());
  return refundId;
}

/** Asks the gateway for a refund that is written down. Asking again refunds nothing twice. */
export async function requestRefund(refundId: string, source: string): Promise<void> {
  const refund = await db.transaction.findUniqueOrThrow({ where: { id: refundId }, include: { refundOf: true } });
  const plugin = gateway(refund.gateway);
  const paymentReference = refund.refundOf?.paymentReference;
  if (!plugin || !paymentReference) return;
  const { id, amount, currency, reason } = refund;
  const outcome = await ask(() =>
    plugin.refund({ transactionId: id, paymentReference, amount: { minor: amount, currency }, reason: reason ?? undefined }),
  );
  await applyOutcome(refundId, outcome, source);
}
