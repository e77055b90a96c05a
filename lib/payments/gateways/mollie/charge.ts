import { type MollieClient, SequenceType } from "@mollie/api-client";
import type { ChargeRequest, PaymentOutcome, RefundRequest } from "../../gateway.ts";
import { METHOD_UNKNOWN } from "../../gateway-capabilities.ts";
import { toMollieAmount } from "./amount.ts";
import { told } from "./checkout.ts";
import type { MollieConfig } from "./client.ts";
import { earlierPayment, earlierRefund } from "./earlier.ts";
import { isDuplicateRefund, isLostCustomer, outcomeOfError } from "./errors.ts";
import { describedFor, metadataOf } from "./metadata.ts";
import { outcomeOfPayment, outcomeOfRefund } from "./outcomes.ts";
import { mandateOf } from "./saved-method.ts";

/** Charges a mandate. Cards answer at once; a SEPA direct debit is on its way for days. Mollie asks no payer to confirm what recurs. */
export async function chargeMandate(mollie: MollieClient, config: MollieConfig, request: ChargeRequest): Promise<PaymentOutcome> {
  const { transactionId, amount, method } = request;
  const named = mandateOf(method.reference);
  if (!named) return methodUnknown("This is no mandate of Mollie's.");
  try {
    const earlier = await earlierPayment(mollie, transactionId, named.customerId);
    const payment =
      earlier ??
      (await mollie.payments.create({
        amount: toMollieAmount(amount),
        description: describedFor(request),
        ...told(request, config),
        metadata: metadataOf(request),
        sequenceType: SequenceType.recurring,
        customerId: named.customerId,
        mandateId: named.mandateId,
        idempotencyKey: `${transactionId}-charge`,
      }));
    return await outcomeOfPayment(mollie, payment, "CHARGE");
  } catch (error) {
    return isLostCustomer(error) ? methodUnknown((error as Error).message) : outcomeOfError(error);
  }
}

function methodUnknown(reason: string): PaymentOutcome {
  return { status: "declined", retry: "retry", code: METHOD_UNKNOWN, reason };
}

/** Mollie blocks a second refund of the same amount of one payment for an hour: it waits, and is asked for again until Mollie takes it. */
export async function refundPayment(mollie: MollieClient, request: RefundRequest): Promise<PaymentOutcome> {
  const { transactionId, paymentReference: paymentId, amount, reason } = request;
  try {
    const earlier = await earlierRefund(mollie, transactionId, paymentId);
    const refund =
      earlier ??
      (await mollie.paymentRefunds.create({
        paymentId,
        amount: toMollieAmount(amount),
        description: describedFor({ ...request, description: reason ?? "" }),
        metadata: metadataOf(request),
        idempotencyKey: `${transactionId}-refund`,
      }));
    return outcomeOfRefund(refund);
  } catch (error) {
    if (isDuplicateRefund(error)) return { status: "pending" };
    return outcomeOfError(error);
  }
}
