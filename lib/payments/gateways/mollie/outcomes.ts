import type { MollieClient, Payment, Refund } from "@mollie/api-client";
import type { GatewayReference, PaymentOutcome } from "../../gateway.ts";
import { fromMollieAmount, isSomething } from "./amount.ts";
import { FINAL } from "./declines.ts";
import { mandateReference, methodOfPayment, retrieveMandate } from "./saved-method.ts";

type Failed = {
  cardFingerprint?: string | null;
  failureReason?: string | null;
  failureMessage?: string | null;
  bankReasonCode?: string | null;
  bankReason?: string | null;
};

/** @throws when the mandate that a paid one left could not be read: it is looked at again. */
export async function outcomeOfPayment(mollie: MollieClient, payment: Payment, kind: GatewayReference["kind"]): Promise<PaymentOutcome> {
  const reference = payment.id;
  switch (String(payment.status)) {
    case "open":
      return { status: "needs_action", reference, url: payment._links.checkout?.href };
    case "pending":
    case "authorized":
      return { status: "pending", reference };
    case "paid":
      return paid(mollie, payment, kind);
    case "failed":
      return declined(payment);
    case "canceled":
      return { status: "canceled", reference, reason: "The payment was canceled." };
    case "expired":
      return { status: "canceled", reference, reason: "The payment page has expired." };
    default:
      return { status: "unknown", reason: `Mollie says ${payment.status}` };
  }
}

async function paid(mollie: MollieClient, payment: Payment, kind: GatewayReference["kind"]): Promise<PaymentOutcome> {
  const { id: reference, customerId, mandateId, amount } = payment;
  const saved = customerId && mandateId ? await retrieveMandate(mollie, mandateReference(customerId, mandateId)) : null;
  const method = saved || kind !== "SETUP" ? methodOfPayment(payment, saved) : undefined;
  if (kind === "SETUP") return { status: "succeeded", reference, method };
  const adjusted = isAdjusted(payment);
  return { status: "succeeded", reference, paymentReference: reference, amount: fromMollieAmount(amount), method, adjusted };
}

/** The amounts are nothing again once a refund came back or a chargeback was reversed; the lists stay linked. */
export function isAdjusted({ amountRefunded, amountChargedBack, _links: links }: Payment): boolean {
  return isSomething(amountRefunded) || isSomething(amountChargedBack) || Boolean(links.refunds ?? links.chargebacks);
}

function declined({ id: reference, statusReason, details }: Payment): PaymentOutcome {
  const { cardFingerprint, failureReason, failureMessage, bankReasonCode, bankReason } = (details ?? {}) as Failed;
  const code = statusReason?.code || failureReason || bankReasonCode || "payment_failed";
  const reason = statusReason?.message || failureMessage || bankReason || "The payment failed.";
  const isFinal = [statusReason?.code, failureReason, bankReasonCode].some((said) => said && FINAL.has(said));
  const tried = cardFingerprint ? { tried: { attempt: reference, fingerprint: cardFingerprint } } : {};
  return { status: "declined", reference, retry: isFinal ? "final" : "retry", code, reason, ...tried };
}

/** A refund is its payment's, and asked for with it: both are in the reference. */
export function refundOf(reference: string): { paymentId: string; refundId: string } | null {
  const [, paymentId, refundId] = /^(tr_\w+)\/(re_\w+)$/.exec(reference) ?? [];
  return paymentId && refundId ? { paymentId, refundId } : null;
}

export function outcomeOfRefund({ id, paymentId, status, amount }: Refund): PaymentOutcome {
  const reference = `${paymentId}/${id}`;
  switch (String(status)) {
    case "refunded":
      return { status: "succeeded", reference, amount: fromMollieAmount(amount) };
    case "queued":
    case "pending":
    case "processing":
      return { status: "pending", reference };
    case "failed":
      return { status: "declined", reference, retry: "final", code: "refund_failed", reason: "The payer's bank did not take the refund." };
    case "canceled":
      return { status: "canceled", reference, reason: "The refund was canceled." };
    default:
      return { status: "unknown", reason: `Mollie says ${status}` };
  }
}
