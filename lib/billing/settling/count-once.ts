import { db } from "#lib/db/client.ts";
import type { Adjustments, ReportedDispute, ReportedRefund } from "#lib/payments/gateway-adjustments.ts";
import { FAILED } from "#lib/payments/state.ts";

/**
 * Money that a gateway tells as a refund and as taken by a dispute left it once, and stays where it was counted first: the dispute takes what is no refund of ours yet; a refund
 * that is known keeps it, until the dispute gives it back.
 */
export async function countOnce(refundOfId: string, { refunds, disputes }: Adjustments): Promise<Adjustments> {
  const taken = new Map(disputes.map((dispute) => [dispute.reference, dispute.taken]));
  const counted: ReportedRefund[] = [];
  for (const refund of refunds) {
    const left = refund.dispute === undefined ? undefined : taken.get(refund.dispute);
    if (left === undefined) counted.push(refund);
    else if (await isCounted(refundOfId, refund)) {
      const stays = left >= refund.amount.minor;
      if (stays) taken.set(refund.dispute!, left - refund.amount.minor);
      counted.push(stays ? refund : { ...refund, outcome: givenBack(refund) });
    }
  }
  return { refunds: counted, disputes: disputes.map((dispute): ReportedDispute => ({ ...dispute, taken: taken.get(dispute.reference)! })) };
}

async function isCounted(refundOfId: string, { reference: gatewayReference }: ReportedRefund): Promise<boolean> {
  return (await db.transaction.count({ where: { refundOfId, gatewayReference, returnedAt: null, status: { notIn: FAILED } } })) > 0;
}

function givenBack({ reference, dispute }: ReportedRefund): ReportedRefund["outcome"] {
  return { status: "canceled", reference, reason: `The dispute ${dispute} gave it back.` };
}
