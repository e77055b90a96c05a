import { db } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { lookUp } from "#lib/payments/ask.ts";
import { gateway } from "#lib/payments/registry.ts";
import { applyOutcome } from "./apply-outcome.ts";
import { openCheckout } from "./open-checkout.ts";

export type ReturnStatus = "paid" | "pending" | "unknown" | "needs_action" | "declined" | "canceled";

export type Returned = {
  status: ReturnStatus;
  transactionId: string;
  /** Where to go on paying, while that is possible. */
  url: string | null;
  failure: { code: string; reason: string } | null;
};

/**
 * What became of a payment, asked of the gateway itself, whatever the return link says. Settles it if it was paid.
 * `by` names the order, or the invoice that was paid from the account. Null when there is none.
 */
export async function confirmReturn(by: { orderId: string } | { invoiceId: string }): Promise<Returned | null> {
  const last = await newest(by);
  if (!last) return null;
  const { id, status, actionUrl, failureCode, failureReason } = last.settledAt ? last : await askAgain(last);
  const failure = failureCode ? { code: failureCode, reason: failureReason ?? "" } : null;
  return { status: STATUS[status], transactionId: id, url: actionUrl, failure };
}

const STATUS: Record<Transaction["status"], ReturnStatus> = {
  PENDING: "pending",
  UNKNOWN: "unknown",
  NEEDS_ACTION: "needs_action",
  SUCCEEDED: "paid",
  DECLINED: "declined",
  CANCELED: "canceled",
};

function newest(by: { orderId: string } | { invoiceId: string }): Promise<Transaction | null> {
  return db.transaction.findFirst({
    where: { ...by, kind: { in: ["CHARGE", "SETUP"] } },
    orderBy: { number: "desc" },
  });
}

async function askAgain(transaction: Transaction): Promise<Transaction> {
  const plugin = gateway(transaction.gateway);
  if (!plugin) return transaction;
  if (transaction.gatewayReference) return applyOutcome(transaction.id, await lookUp(plugin, transaction), "return");
  if (!transaction.paymentMethodId) await openCheckout(transaction.id);
  return db.transaction.findUniqueOrThrow({ where: { id: transaction.id } });
}
