import type { Chargeback, MollieClient } from "@mollie/api-client";
import type { Adjustments, ReportedDispute } from "../../gateway-adjustments.ts";
import { fromMollieAmount } from "./amount.ts";
import { FINAL } from "./declines.ts";
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

/**
 * Debits that nobody disputes: the bank returned them, for there was no money, no such account, or no reason that it tells (German banks say MS03 where the
 * account is empty). Any other, as MD06, is the payer's own wish. Source: the European Payments Council's EPC173-14.
 */
const RETURNED = new Set("AC01 AC04 AC06 AC13 AG01 AG02 AM04 AM05 AM14 BE05 CNOR DNOR ED05 FF01 FF05 MD07 MS03 RC01 TM01".split(" "));

/** Mollie has taken the money when it tells of a chargeback; a reversal gives it back. Between them it says nothing. */
function reported({ id, amount, reason, reversedAt, createdAt }: Chargeback): ReportedDispute {
  const disputed = fromMollieAmount(amount);
  const code = reason?.code || "chargeback"; // banks tell it for direct debits only
  return {
    reference: id,
    status: reversedAt ? "won" : RETURNED.has(code) ? "returned" : "lost",
    final: FINAL.has(code),
    reason: code,
    amount: disputed,
    taken: reversedAt ? 0n : disputed.minor,
    fee: 0n,
    openedAt: new Date(createdAt),
  };
}
