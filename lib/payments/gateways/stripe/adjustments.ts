import type Stripe from "stripe";
import { multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";
import type { Adjustments, ReportedDispute, ReportedRefund } from "../../gateway-adjustments.ts";
import { fromStripeAmount } from "./amount.ts";
import { outcomeOfRefund } from "./outcomes.ts";

/** All that happened to a payment after it was made, in Stripe's dashboard too. @throws StripeError when Stripe gives no answer. */
export async function adjustmentsOf(stripe: Stripe, paymentReference: string): Promise<Adjustments> {
  const adjustments: Adjustments = { refunds: [], disputes: [] };
  const of = { payment_intent: paymentReference, limit: 100 };
  for await (const refund of stripe.refunds.list(of)) adjustments.refunds.push(reportedRefund(refund));
  for await (const dispute of stripe.disputes.list(of)) adjustments.disputes.push(reportedDispute(dispute));
  return adjustments;
}

function reportedRefund(refund: Stripe.Refund): ReportedRefund {
  return {
    reference: refund.id,
    transactionId: refund.metadata?.transactionId,
    amount: fromStripeAmount(BigInt(refund.amount), refund.currency),
    outcome: outcomeOfRefund(refund),
  };
}

const STATUS: Record<string, ReportedDispute["status"]> = {
  warning_needs_response: "inquiry",
  warning_under_review: "inquiry",
  warning_closed: "closed",
  charge_refunded: "closed",
  prevented: "closed",
  won: "won",
  lost: "lost",
};

/** Debits that nobody disputes: the bank returned them after they had succeeded. Source: `reason` of a dispute in Stripe's description of its API. */
const RETURNED = new Set(["insufficient_funds", "incorrect_account_details", "bank_cannot_process"]);

function statusOf({ status, reason }: Stripe.Dispute): ReportedDispute["status"] {
  return status === "lost" && RETURNED.has(reason) ? "returned" : (STATUS[status] ?? "open");
}

/** While its bank waits for an answer; `due_by` is 0 where it takes none. */
function respondBy({ status, evidence_details: { due_by, submission_count } }: Stripe.Dispute): Date | undefined {
  const waits = status === "needs_response" || status === "warning_needs_response";
  return waits && due_by && submission_count === 0 ? new Date(due_by * 1000) : undefined;
}

function reportedDispute(dispute: Stripe.Dispute): ReportedDispute {
  const { id, reason, amount, currency, created, balance_transactions: moves } = dispute;
  const disputed = fromStripeAmount(BigInt(amount), currency);
  const total = (values: number[]) => BigInt(values.reduce((sum, value) => sum + value, 0));
  const withdrawn = total(moves.map((move) => Math.max(-move.amount, 0)));
  const missing = total(moves.map((move) => -move.amount));
  const settledIn = moves.at(0)?.currency ?? currency;
  // Where the account settles in another currency, at the rate of this dispute.
  const inItsCurrency = (value: bigint) =>
    settledIn === currency
      ? fromStripeAmount(value, currency).minor
      : withdrawn > 0n
        ? multiplyHalfAwayFromZero(value, disputed.minor, withdrawn)
        : 0n;
  const atLeastZero = (value: bigint) => (value > 0n ? value : 0n);
  return {
    reference: id,
    status: statusOf(dispute),
    final: reason === "incorrect_account_details",
    reason,
    amount: disputed,
    taken: atLeastZero(inItsCurrency(missing)),
    fee: atLeastZero(inItsCurrency(total(moves.map(({ fee }) => fee)))),
    openedAt: new Date(created * 1000),
    respondBy: respondBy(dispute),
  };
}
