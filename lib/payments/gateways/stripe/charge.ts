import Stripe from "stripe";
import type { ChargeRequest, PaymentOutcome, RefundRequest } from "../../gateway.ts";
import { toStripeAmount } from "./amount.ts";
import { outcomeOfCharge, outcomeOfError } from "./errors.ts";
import { madeAt } from "./made-at.ts";
import { describedFor, METADATA_LENGTH, metadataOf } from "./metadata.ts";
import { outcomeOfPayment, outcomeOfRefund, PAYMENT_DETAILS } from "./outcomes.ts";

/** Stripe keeps idempotency keys for at least a day; after this a repeat looks for what the first call made before it makes anything. */
const KEYS_LAST_MS = 20 * 60 * 60_000;

export async function chargeOffSession(stripe: Stripe, request: ChargeRequest): Promise<PaymentOutcome> {
  try {
    const earlier = await findEarlierPayment(stripe, request);
    return outcomeOfPayment(earlier ?? (await createPayment(stripe, request)));
  } catch (error) {
    return needsViewer(error) ? askViewer(stripe, request, error) : outcomeOfCharge(error);
  }
}

export async function refundPayment(stripe: Stripe, request: RefundRequest): Promise<PaymentOutcome> {
  const { transactionId, paymentReference, amount, reason } = request;
  try {
    const earlier = await findEarlierRefund(stripe, request);
    if (earlier) return outcomeOfRefund(earlier);
    const refund = await stripe.refunds.create(
      {
        payment_intent: paymentReference,
        amount: Number(toStripeAmount(amount)),
        reason: "requested_by_customer",
        metadata: { ...metadataOf(request), ...(reason && { reason: reason.slice(0, METADATA_LENGTH) }) },
      },
      { idempotencyKey: `${transactionId}-refund` },
    );
    return outcomeOfRefund(refund);
  } catch (error) {
    return outcomeOfError(error);
  }
}

function createPayment(stripe: Stripe, request: ChargeRequest): Promise<Stripe.PaymentIntent> {
  const { transactionId, amount, method, returnUrl, settings } = request;
  return stripe.paymentIntents.create(
    {
      amount: Number(toStripeAmount(amount)),
      currency: amount.currency.toLowerCase(),
      customer: method.customerReference,
      payment_method: method.reference,
      description: describedFor(request) || undefined,
      statement_descriptor_suffix: settings.statementSuffix ? String(settings.statementSuffix) : undefined,
      metadata: metadataOf(request),
      off_session: true,
      confirm: true,
      return_url: returnUrl,
      capture_method: "automatic",
      expand: PAYMENT_DETAILS,
    },
    { idempotencyKey: `${transactionId}-charge` },
  );
}

function needsViewer(error: unknown): error is Stripe.errors.StripeCardError {
  return (
    error instanceof Stripe.errors.StripeCardError &&
    (error.decline_code ?? error.code) === "authentication_required" &&
    Boolean(error.payment_intent)
  );
}

/** The bank wants the viewer: the same payment, confirmed as if they were here, gives the address of the bank's page. */
async function askViewer(
  stripe: Stripe,
  { transactionId, method, returnUrl }: ChargeRequest,
  error: Stripe.errors.StripeCardError,
): Promise<PaymentOutcome> {
  const reference = error.payment_intent!.id;
  try {
    const intent = await stripe.paymentIntents.retrieve(reference, { expand: PAYMENT_DETAILS });
    if (intent.status !== "requires_payment_method") return outcomeOfPayment(intent);
    const asked = await stripe.paymentIntents.confirm(
      reference,
      { payment_method: method.reference, return_url: returnUrl, expand: PAYMENT_DETAILS },
      { idempotencyKey: `${transactionId}-confirm` },
    );
    return outcomeOfPayment(asked);
  } catch (second) {
    return outcomeOfError(second);
  }
}

async function findEarlierPayment(stripe: Stripe, { transactionId, method }: ChargeRequest): Promise<Stripe.PaymentIntent | null> {
  if (!isOld(transactionId) || !method.customerReference) return null;
  const params = { customer: method.customerReference, created: { gte: Math.floor(madeAt(transactionId) / 1000) - 60 }, limit: 100 };
  for await (const intent of stripe.paymentIntents.list(params)) {
    if (intent.metadata.transactionId === transactionId) return stripe.paymentIntents.retrieve(intent.id, { expand: PAYMENT_DETAILS });
  }
  return null;
}

async function findEarlierRefund(stripe: Stripe, { transactionId, paymentReference }: RefundRequest): Promise<Stripe.Refund | null> {
  if (!isOld(transactionId)) return null;
  for await (const refund of stripe.refunds.list({ payment_intent: paymentReference, limit: 100 })) {
    if (refund.metadata?.transactionId === transactionId) return refund;
  }
  return null;
}

function isOld(transactionId: string): boolean {
  return Date.now() - madeAt(transactionId) > KEYS_LAST_MS;
}
