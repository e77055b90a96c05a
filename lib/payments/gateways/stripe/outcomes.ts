import type Stripe from "stripe";
import { multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";
import type { PaymentOutcome } from "../../gateway.ts";
import type { TriedCard } from "../../gateway-capabilities.ts";
import { fromStripeAmount } from "./amount.ts";
import { declined } from "./errors.ts";
import { methodOfPayment, methodOfSetup, savedMethod } from "./saved-method.ts";

/** What must be expanded in a payment for its fee and method to be known. */
export const PAYMENT_DETAILS = ["latest_charge.balance_transaction", "payment_method"];

/** The same of a set-up. */
export const SETUP_DETAILS = ["latest_attempt", "payment_method"];

/** A hosted page's outcome is its payment's, but it keeps the page's reference. */
export function outcomeOfSession(session: Stripe.Checkout.Session): PaymentOutcome {
  if (session.status === "expired") return { status: "canceled", reason: "The payment page has expired." };
  const intent = session.mode === "setup" ? session.setup_intent : session.payment_intent;
  if (session.status === "open") return { status: "needs_action", url: session.url ?? undefined, ...triedOn(intent) };
  if (!intent || typeof intent === "string") return { status: "unknown", reason: "Stripe named no payment" };
  const outcome = intent.object === "setup_intent" ? outcomeOfSetup(intent) : outcomeOfPayment(intent);
  return "reference" in outcome ? { ...outcome, reference: undefined } : outcome;
}

/** The card that was declined last. A page makes a payment method of each that is typed, and a charge of each that a bank was asked about. */
function triedOn(intent: Stripe.PaymentIntent | Stripe.SetupIntent | string | null): TriedCard {
  if (!intent || typeof intent === "string") return {};
  const error = intent.object === "payment_intent" ? intent.last_payment_error : intent.last_setup_error;
  const method = error?.payment_method;
  if (!method) return {};
  return { tried: { attempt: error.charge ?? method.id, fingerprint: method.card?.fingerprint ?? undefined } };
}

export function outcomeOfPayment(intent: Stripe.PaymentIntent): PaymentOutcome {
  const reference = intent.id;
  switch (intent.status) {
    case "succeeded":
      return {
        status: "succeeded",
        reference,
        paymentReference: reference,
        amount: fromStripeAmount(BigInt(intent.amount_received), intent.currency),
        fee: feeOf(intent),
        method: methodOfPayment(intent),
        adjusted: isAdjusted(intent),
      };
    case "processing":
      return { status: "pending", reference };
    case "requires_action":
      return { status: "needs_action", reference, url: intent.next_action?.redirect_to_url?.url ?? undefined };
    case "requires_payment_method":
      return { ...declined(intent.last_payment_error ?? {}, reference), ...triedOn(intent) };
    case "canceled":
      return { status: "canceled", reference, reason: intent.cancellation_reason ?? "canceled" };
    default:
      return { status: "unknown", reason: `Stripe says ${intent.status}` };
  }
}

export function outcomeOfSetup(intent: Stripe.SetupIntent): PaymentOutcome {
  const reference = intent.id;
  switch (intent.status) {
    case "succeeded":
      return { status: "succeeded", reference, method: methodOfSetup(intent) ?? savedMethod(intent.payment_method, intent.customer) };
    case "processing":
      return { status: "pending", reference };
    case "requires_action":
      return { status: "needs_action", reference, url: intent.next_action?.redirect_to_url?.url ?? undefined };
    case "requires_payment_method":
      return { ...declined(intent.last_setup_error ?? {}, reference), ...triedOn(intent) };
    case "canceled":
      return { status: "canceled", reference, reason: intent.cancellation_reason ?? "canceled" };
    default:
      return { status: "unknown", reason: `Stripe says ${intent.status}` };
  }
}

export function outcomeOfRefund(refund: Stripe.Refund): PaymentOutcome {
  const reference = refund.id;
  switch (refund.status) {
    case "succeeded":
      return { status: "succeeded", reference, amount: fromStripeAmount(BigInt(refund.amount), refund.currency) };
    case "pending":
    case "requires_action":
      return { status: "pending", reference };
    case "failed":
      return {
        status: "declined",
        reference,
        retry: "final",
        code: refund.failure_reason ?? "refund_failed",
        reason: refund.failure_reason ?? "The refund failed.",
      };
    case "canceled":
      return { status: "canceled", reference, reason: "The refund was canceled." };
    default:
      return { status: "unknown", reason: `Stripe says ${refund.status}` };
  }
}

function isAdjusted({ latest_charge: charge }: Stripe.PaymentIntent): boolean {
  return typeof charge === "object" && charge !== null && (charge.amount_refunded > 0 || charge.disputed);
}

/** Stripe's fee in the payment's currency; where the account settles in another one, at the rate of this payment. */
function feeOf(intent: Stripe.PaymentIntent): bigint | undefined {
  const charge = intent.latest_charge;
  const balance = charge && typeof charge !== "string" ? charge.balance_transaction : null;
  if (!balance || typeof balance === "string") return undefined;
  const { fee, amount, currency } = balance;
  if (currency === intent.currency) return fromStripeAmount(BigInt(fee), currency).minor;
  const paid = fromStripeAmount(BigInt(intent.amount_received), intent.currency).minor;
  return amount > 0 ? multiplyHalfAwayFromZero(BigInt(fee), paid, BigInt(amount)) : undefined;
}
