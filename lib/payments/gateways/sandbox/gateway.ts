import { env } from "#lib/kernel/env.ts";
import type { ChargeRequest, CheckoutRequest, GatewayReference, PaymentGateway, PaymentOutcome, RefundRequest } from "../../gateway.ts";
import { METHOD_UNKNOWN } from "../../gateway-capabilities.ts";
import { cancelSandboxCheckout, confirmSandboxPayment, lookUpCheckout } from "./checkout.ts";
import { chargeOutcome } from "./outcomes.ts";
import {
  checkoutReference,
  type Payment,
  pageToken,
  paymentReference,
  readCheckout,
  readMethod,
  readPayment,
  readRefund,
  refundReference,
} from "./references.ts";
import { givesBack } from "./refunds.ts";
import { readSandboxWebhook } from "./webhook.ts";

/** A gateway that moves no money: for the demo, for tests, and for authors of gateways to read. The card number chooses the outcome. */
export const sandboxGateway: PaymentGateway = {
  can: { offSession: true, refunds: "partial", webhooks: true },
  pretends: true,
  marks: () => ["card"],

  async startCheckout(request: CheckoutRequest) {
    const reference = checkoutReference(request);
    const page = pageToken(reference, request);
    return { reference, url: `${env().APP_URL}/sandbox/pay/${reference}?page=${page}` };
  },

  async chargeSaved(request: ChargeRequest): Promise<PaymentOutcome> {
    const method = readMethod(request.method.reference);
    if (!method) return { status: "declined", retry: "retry", code: METHOD_UNKNOWN, reason: "The saved card is not known here." };
    const payment: Payment = { ...request, card: method.card, method: method.transactionId };
    const outcome = chargeOutcome(payment);
    return outcome.status === "needs_action" ? { ...outcome, url: confirmationUrl(payment, request) } : outcome;
  },

  async refund({ transactionId, paymentReference, amount }: RefundRequest): Promise<PaymentOutcome> {
    const payment = readPayment(paymentReference);
    if (!payment || payment.amount.currency !== amount.currency) return declined("payment_unknown", "There is no such payment here.");
    if (!givesBack(payment, { transactionId, amount }))
      return declined("amount_too_large", "The refund is larger than what is left of the payment.");
    return { status: "succeeded", reference: refundReference({ transactionId, amount }), amount };
  },

  async lookUp({ reference }: GatewayReference): Promise<PaymentOutcome> {
    const checkout = readCheckout(reference);
    if (checkout) return lookUpCheckout(checkout);
    const payment = readPayment(reference);
    if (payment) return chargeOutcome(payment);
    const refund = readRefund(reference);
    if (refund) return { status: "succeeded", reference, amount: refund.amount };
    return { status: "unknown", reason: "The sandbox did not make this reference; has AUTH_SECRET changed?" };
  },

  async cancel({ reference }: GatewayReference) {
    if (readCheckout(reference)) await cancelSandboxCheckout(reference);
    else await confirmSandboxPayment(reference, false);
  },

  async readWebhook(raw) {
    return readSandboxWebhook(raw);
  },

  async test() {},
};

function confirmationUrl(payment: Payment, { description, returnUrl }: ChargeRequest): string {
  const reference = paymentReference(payment);
  const page = pageToken(reference, { description, returnUrl, cancelUrl: returnUrl });
  return `${env().APP_URL}/sandbox/confirm/${reference}?page=${page}`;
}

function declined(code: string, reason: string): PaymentOutcome {
  return { status: "declined", retry: "final", code, reason };
}
