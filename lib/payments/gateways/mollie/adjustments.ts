import type { Chargeback, MollieClient } from "@mollie/api-client";
import type { Adjustments, ReportedDispute } from "../../gateway-adjustments.ts";
import { fromMollieAmount } from "./amount.ts";
import { transactionOf } from "./metadata.ts";
import { outcomeOfRefund } from "./outcomes.ts";

/** All that happened to a payment after it was made, in Mollie's dashboard too. @throws when there is no answer. */
export async function adjustmentsOf(mollie: MollieClient, paymentId: string): Promise<Adjustments> {
  const adjustments: Adjustments = { refunds: [], disputes: [] };
  for await (const refund of mollie.paymentRefunds.iterate({ paymentId })) {
    const outcome = outcomeOfRefund(refund);
    const transactionId = transactionOf(refund.metadata);
    adjustments.refunds.push({ reference: `${paymentId}/${refund.id}`, transactionId, amount: fromMollieAmount(refund.amount), outcome });
  }
  for await (const chargeback of mollie.paymentChargebacks.iterate({ paymentId })) adjustments.disputes.push(reported(chargeback));
  return adjustments;
}

/** Mollie has taken the money when it tells of a chargeback; a reversal gives it back. Between them it says nothing. */
function reported({ id, amount, reason, reversedAt, createdAt }: Chargeback): ReportedDispute {
  const disputed = fromMollieAmount(amount);
  return {
    reference: id,
    status: reversedAt ? "won" : "lost",
    // Banks tell it for direct debits only.
    reason: reason?.code || "chargeback",
    amount: disputed,
    taken: reversedAt ? 0n : disputed.minor,
    fee: 0n,
    openedAt: new Date(createdAt),
  };
}
