import type { Actor } from "#lib/audit/audit.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { UNPAID } from "#lib/invoices/state.ts";
import { CHARGED_BACK, UNSETTLED } from "#lib/payments/state.ts";
import { hasEnded, type Patience, pausesNext } from "#lib/subscriptions/state.ts";

export type ChangeObstacle =
  | "subscription_ended"
  | "pass_not_changed"
  | "cancel_scheduled"
  | "subscription_paused"
  | "waits_for_login"
  | "renewing_now"
  | "pay_first"
  | "paid_by_another"
  | "dispute_open"
  | "payment_in_progress";

/** Why what a subscription consists of cannot be changed now, whatever it is to become; null where it can. `at`: now. */
export async function changeObstacle(
  tx: Tx,
  subscription: Subscription,
  { by, at, patience }: { by: Actor["kind"]; at: Date; patience: Patience },
): Promise<ChangeObstacle | null> {
  const { id, status, oneTerm, cancelAtPeriodEnd, currentPeriodEnd, payerId, customerId } = subscription;
  if (hasEnded(subscription, at, patience) || status === "INCOMPLETE") return "subscription_ended";
  if (oneTerm) return "pass_not_changed";
  if (cancelAtPeriodEnd) return "cancel_scheduled";
  if (status === "PAUSED" || pausesNext(subscription)) return "subscription_paused";
  if (!currentPeriodEnd) return "waits_for_login";
  if (by === "VIEWER" && payerId !== customerId) return "paid_by_another";
  if (status === "PAST_DUE" || (await tx.invoice.count({ where: { ...UNPAID, subscriptionId: id } })) > 0) return "pay_first";
  if (currentPeriodEnd <= at) return "renewing_now";
  const disputed = { status: { in: CHARGED_BACK }, transaction: { subscriptionId: id } };
  if (by === "VIEWER" && (await tx.dispute.count({ where: disputed })) > 0) return "dispute_open";
  const paying = { subscriptionId: id, kind: "CHARGE" as const, status: { in: UNSETTLED }, actionUrl: null };
  return (await tx.transaction.count({ where: paying })) > 0 ? "payment_in_progress" : null;
}
