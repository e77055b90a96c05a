import type { Refund } from "@paypal/paypal-server-sdk";
import type { PaymentOutcome, RefundRequest } from "../../gateway.ts";
import { toPayPalAmount } from "./amount.ts";
import type { PayPal } from "./client.ts";
import { outcomeOfError, unknown } from "./errors.ts";
import { madeAt } from "./made-at.ts";
import { outcomeOfRefund } from "./outcomes.ts";
import { paymentOf } from "./payment.ts";
import { refundedBy, refundMark } from "./refund-mark.ts";

/** PayPal keeps the keys of refunds for 45 days; after this a repeat looks for what the first call made. */
const KEYS_LAST_MS = 40 * 24 * 60 * 60_000;
export async function refundCapture(paypal: PayPal, request: RefundRequest): Promise<PaymentOutcome> {
  const { transactionId, paymentReference, amount, reason } = request;
  try {
    const earlier = Date.now() - madeAt(transactionId) > KEYS_LAST_MS ? await findEarlier(paypal, request) : undefined;
    if (earlier) return outcomeOfRefund(earlier);
  } catch (error) {
    return unknown(error);
  }
  try {
    const value = toPayPalAmount(amount);
    const { payments } = await paypal.sdk();
    const { result } = await payments.refundCapturedPayment({
      captureId: paymentReference,
      paypalRequestId: `${transactionId}-refund`,
      prefer: "return=representation",
      body: {
        amount: { currencyCode: amount.currency, value },
        customId: refundMark(transactionId),
        ...(reason && { noteToPayer: reason.slice(0, 255) }),
      },
    });
    return outcomeOfRefund(result);
  } catch (error) {
    return outcomeOfError(error, { transactionId });
  }
}

async function findEarlier(paypal: PayPal, { transactionId, paymentReference }: RefundRequest): Promise<Refund | undefined> {
  const { refunds } = await paymentOf(paypal, paymentReference);
  return refunds.find(({ customId }) => refundedBy(customId) === transactionId);
}

export async function lookUpRefund(paypal: PayPal, reference: string): Promise<PaymentOutcome> {
  const { payments } = await paypal.sdk();
  return outcomeOfRefund((await payments.getRefund({ refundId: reference })).result);
}
