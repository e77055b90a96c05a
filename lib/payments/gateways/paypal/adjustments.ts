import type { Order, Refund } from "@paypal/paypal-server-sdk";
import type { Adjustments, ReportedDispute, ReportedRefund } from "../../gateway-adjustments.ts";
import { fromPayPalAmount } from "./amount.ts";
import type { PayPal } from "./client.ts";
import { type Dispute, disputesOf, type Movement, readDispute } from "./disputes.ts";
import { outcomeOfRefund } from "./outcomes.ts";
import { paymentOf } from "./payment.ts";
import { refundedBy } from "./refund-mark.ts";

/** All that happened to a payment after it was made, at PayPal too. @throws when PayPal gives no answer. */
export async function adjustmentsOf(paypal: PayPal, captureId: string): Promise<Adjustments> {
  const { refunds } = await paymentOf(paypal, captureId);
  const disputes = await Promise.all((await disputesOf(paypal, captureId)).map(({ dispute_id }) => readDispute(paypal, dispute_id)));
  const taken = takenBy(disputes, refunds);
  return { refunds: refunds.flatMap((refund) => reportedRefund(refund, taken.get(refund))), disputes: disputes.map(reportedDispute) };
}

/** Whether a payer asked for their money back. A payment does not say so; as long as disputes give no answer, their events are waited for. */
export async function isDisputed(paypal: PayPal, { purchaseUnits }: Order): Promise<boolean> {
  const ids = purchaseUnits?.flatMap(({ payments }) => payments?.captures ?? []).flatMap(({ id }) => id ?? []) ?? [];
  const lists = await Promise.all(ids.map((id) => disputesOf(paypal, id))).catch(() => []);
  return lists.some((list) => list.length > 0);
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * What PayPal takes by a dispute it may write down as a refund of the payment as well (PAYMENT.CAPTURE.REVERSED): not one of ours, of the amount that the dispute moved, and
 * not made before there was a dispute. The refunds that are such, with the dispute's id.
 */
function takenBy(disputes: Dispute[], refunds: Refund[]): Map<Refund, string> {
  const found = new Map<Refund, string>();
  for (const { dispute_id, create_time, money_movements = [] } of disputes) {
    const earliest = new Date(create_time).getTime() - DAY_MS;
    for (const { affected_party, type, reason = "", amount } of money_movements) {
      if (affected_party !== "SELLER" || type !== "DEBIT" || reason.endsWith("_FEE") || !amount) continue;
      const { minor } = fromPayPalAmount({ currencyCode: amount.currency_code, value: amount.value });
      const same = refunds.find(
        (refund) =>
          !found.has(refund) &&
          !refundedBy(refund.customId) &&
          refund.amount?.currencyCode === amount.currency_code &&
          fromPayPalAmount(refund.amount).minor === minor &&
          new Date(refund.createTime ?? create_time).getTime() >= earliest,
      );
      if (same) found.set(same, dispute_id);
    }
  }
  return found;
}

function reportedRefund(refund: Refund, dispute?: string): ReportedRefund[] {
  const { id, customId, amount } = refund;
  if (!id || !amount) return [];
  return [
    { reference: id, transactionId: refundedBy(customId), amount: fromPayPalAmount(amount), outcome: outcomeOfRefund(refund), dispute },
  ];
}

const DECIDED: Record<string, ReportedDispute["status"]> = {
  RESOLVED_BUYER_FAVOUR: "lost",
  ACCEPTED: "lost",
  RESOLVED_SELLER_FAVOUR: "won",
  RESOLVED_WITH_PAYOUT: "won", // PayPal pays the buyer out of its own
  DENIED: "won",
};

function statusOf({ status, dispute_outcome, dispute_life_cycle_stage }: Dispute): ReportedDispute["status"] {
  if (status === "RESOLVED") return DECIDED[dispute_outcome?.outcome_code ?? ""] ?? "closed";
  return dispute_life_cycle_stage === "INQUIRY" ? "inquiry" : "open";
}

function reportedDispute(dispute: Dispute): ReportedDispute {
  const amount = fromPayPalAmount({ currencyCode: dispute.dispute_amount.currency_code, value: dispute.dispute_amount.value });
  const ours = (dispute.money_movements ?? []).filter(({ affected_party }) => affected_party === "SELLER");
  const sum = (moves: Movement[]) => moves.reduce((total, move) => total + signed(move, amount.currency), 0n);
  const isFee = ({ reason = "" }: Movement) => reason.endsWith("_FEE");
  const atLeastZero = (value: bigint) => (value > 0n ? value : 0n);
  return {
    reference: dispute.dispute_id,
    status: statusOf(dispute),
    reason: dispute.reason ?? "OTHER",
    amount,
    taken: atLeastZero(sum(ours.filter((move) => !isFee(move)))),
    fee: atLeastZero(sum(ours.filter(isFee))),
    openedAt: new Date(dispute.create_time),
  };
}

/** What left our account; PayPal writes movements in the dispute's currency, and one in another cannot be counted in it. */
function signed({ type, amount }: Movement, currency: string): bigint {
  if (amount?.currency_code !== currency) return 0n;
  const { minor } = fromPayPalAmount({ currencyCode: currency, value: amount.value });
  return type === "CREDIT" ? -minor : minor;
}
