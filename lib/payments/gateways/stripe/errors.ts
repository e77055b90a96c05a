import Stripe from "stripe";
import { type PaymentOutcome, RefusedRequest } from "../../gateway.ts";
import { METHOD_UNKNOWN } from "../../gateway-capabilities.ts";

/**
 * Codes after which the same card must not be tried again. Sources: the hard declines that Stripe's own Smart Retries leave alone
 * (docs.stripe.com/billing/revenue-recovery/smart-retries), and those for which docs.stripe.com/declines/codes asks for another card.
 * Stripe's `advice_code` goes before it; any other code may be tried later.
 */
const FINAL = new Set([
  "card_not_supported",
  "do_not_try_again",
  "expired_card",
  "fraudulent",
  "highest_risk_level",
  "incorrect_number",
  "invalid_account",
  "lost_card",
  "merchant_blacklist",
  "pickup_card",
  "restricted_card",
  "revocation_of_all_authorizations",
  "revocation_of_authorization",
  "stolen_card",
  "stop_payment_order",
  "transaction_not_allowed",
]);

type Decline = { code?: string; decline_code?: string; advice_code?: string; message?: string };

export function declined({ code, decline_code, advice_code, message }: Decline, reference?: string): PaymentOutcome {
  const said = decline_code ?? code ?? "card_declined";
  const isFinal = advice_code === "do_not_try_again" || (advice_code !== "try_again_later" && FINAL.has(said));
  return { status: "declined", reference, retry: isFinal ? "final" : "retry", code: said, reason: message ?? said };
}

/** What a failed charge of a saved method means: as `outcomeOfError`, but for a customer or a method that this account does not have. */
export function outcomeOfCharge(error: unknown): PaymentOutcome {
  if (!isMissing(error) || !["customer", "payment_method"].includes(error.param ?? "")) return outcomeOfError(error);
  return { status: "declined", retry: "retry", code: METHOD_UNKNOWN, reason: error.message };
}

/** It was deleted, or belongs to another account. */
export function isMissing(error: unknown): error is Stripe.errors.StripeInvalidRequestError {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";
}

/**
 * What a failed call means for the money. A refusal by the bank, or of the request itself, moved none; anything else (no connection, time-out,
 * Stripe's own errors, the same key still in progress, wrong keys) leaves the outcome open, and asking again with the same key is safe.
 */
export function outcomeOfError(error: unknown): PaymentOutcome {
  if (error instanceof Stripe.errors.StripeCardError) return declined(error, error.payment_intent?.id);
  const refused = refusalOf(error);
  return refused ? { status: "declined", retry: "final", code: refused.code, reason: refused.message } : unknown(error);
}

/** Stripe's refusal of a request itself, whoever pays; null for any other error. */
export function refusalOf(error: unknown): RefusedRequest | null {
  if (error instanceof RefusedRequest) return error;
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError) || error.statusCode === 409 || error.statusCode === 429) return null;
  return new RefusedRequest(
    error.code ?? (error.param?.includes("currency") ? "currency_not_supported" : "invalid_request"),
    error.message,
  );
}

export function unknown(error: unknown): PaymentOutcome {
  return { status: "unknown", reason: error instanceof Error ? error.message : "No answer from Stripe" };
}

/** What lists are read by: with Stripe's refusal of a request as the port has it. */
export async function readable<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}
