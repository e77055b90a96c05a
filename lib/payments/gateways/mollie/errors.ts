import { MollieApiError } from "@mollie/api-client";
import { type PaymentOutcome, RefusedRequest } from "../../gateway.ts";

/** Mollie's refusal of the request itself. Wrong keys, too many requests and the same key still in use are none: asking again may give another answer. */
const REFUSED = new Set([400, 404, 410, 422]);

/** What a failed call means for the money: a refusal of the request moved none, all else leaves the outcome open. */
export function outcomeOfError(error: unknown): PaymentOutcome {
  const refused = refusalOf(error);
  return refused ? { status: "declined", retry: "final", code: refused.code, reason: refused.message } : unknown(error);
}

export function refusalOf(error: unknown): RefusedRequest | null {
  if (error instanceof RefusedRequest) return error;
  if (!(error instanceof MollieApiError) || !REFUSED.has(error.statusCode ?? 0)) return null;
  return new RefusedRequest(codeOf(error), error.message);
}

/** With Mollie's refusal of a request as the port has it. */
export async function readable<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

/** Mollie names the field at fault, and says the rest in words. */
function codeOf({ field = "", message }: MollieApiError): string {
  if (field === "mandateId" || field === "customerId") return "mandate_invalid";
  if (field.endsWith("currency")) return "currency_not_supported";
  if (!field.startsWith("amount")) return "invalid_request";
  if (/lower|minimum/i.test(message)) return "amount_too_small";
  return /higher|maximum/i.test(message) ? "amount_too_large" : "amount_not_supported";
}

/**
 * An equal refund of the payment was made within the hour, whatever key or description this one has; the same status with other words is a key in use.
 * Sources: docs.mollie.com/reference/create-refund, its changelog of 17 March 2020.
 */
export function isDuplicateRefund(error: unknown): boolean {
  return error instanceof MollieApiError && error.statusCode === 409 && /duplicate refund/i.test(error.message);
}

/** The secret is none, or may not do this. */
export function isForbidden(error: unknown): boolean {
  return error instanceof MollieApiError && (error.statusCode === 401 || error.statusCode === 403);
}

/** It was deleted, or belongs to another account. */
export function isGone(error: unknown): boolean {
  return error instanceof MollieApiError && (error.statusCode === 404 || error.statusCode === 410);
}

/** A customer that a payment named is gone. */
export function isLostCustomer(error: unknown): boolean {
  return isGone(error) || (error instanceof MollieApiError && error.statusCode === 422 && error.field === "customerId");
}

export function unknown(error: unknown): PaymentOutcome {
  return { status: "unknown", reason: error instanceof Error ? error.message : "No answer from Mollie" };
}
