import { type PaymentOutcome, RefusedRequest } from "../../gateway.ts";
import { METHOD_UNKNOWN } from "../../gateway-capabilities.ts";

/** What PayPal said instead of doing it. */
export type Refusal = { status: number; issue: string; description: string; links: { rel?: string; href?: string }[] };

/** What an error of the library, or of `read`, says; null where no answer came. */
export function refusalOf(error: unknown): Refusal | null {
  const { statusCode, body } = (error ?? {}) as { statusCode?: unknown; body?: unknown };
  if (typeof statusCode !== "number" || typeof body !== "string") return null;
  const said = parsed(body);
  const detail = said.details?.[0];
  return {
    status: statusCode,
    issue: detail?.issue ?? said.name ?? "INVALID_REQUEST",
    description: detail?.description ?? said.message ?? `PayPal answers ${statusCode}`,
    links: [...(said.links ?? []), ...(detail?.links ?? [])],
  };
}

type Said = {
  name?: string;
  message?: string;
  details?: { issue?: string; description?: string; links?: Refusal["links"] }[];
  links?: Refusal["links"];
};

function parsed(body: string): Said {
  try {
    return (JSON.parse(body) ?? {}) as Said;
  } catch {
    return {};
  }
}

/** Refusals that leave open what an earlier request of the same did. */
const OPEN = new Set(["DUPLICATE_INVOICE_ID", "ORDER_ALREADY_CAPTURED", "PREVIOUS_REQUEST_IN_PROGRESS", "ORDER_COMPLETION_IN_PROGRESS"]);

/**
 * Whether a request was refused for good: malformed, or against a rule (400, 422). No connection, a time-out, PayPal's own errors, too many
 * requests, wrong keys and missing permissions leave the outcome open; asking again with the same key is safe.
 */
export const isRefused = ({ status, issue }: Refusal): boolean => (status === 400 || status === 422) && !OPEN.has(issue);

export const isMissing = (error: unknown): boolean => refusalOf(error)?.status === 404;

/** Too many movements are in a stretch of time to be searched: it is to be shorter. Source: developer.paypal.com/api/transaction-search/v1/errors */
export const isTooMuch = (error: unknown): boolean => String((error as { body?: unknown } | null)?.body).includes("RESULTSET_TOO_LARGE");

/**
 * Refusals after which the same account may be charged again later; any other says that it is closed, forbidden, or no longer what it was.
 * Source: `issue` in the 422 answers of PayPal's description of Orders v2.
 */
const RETRIED = new Set([
  "CONSENT_NEEDED",
  "INSTRUMENT_DECLINED",
  "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED",
  "PAYER_ACTION_REQUIRED",
  "PAYER_CANNOT_PAY",
  "PAYMENT_SOURCE_DECLINED_BY_PROCESSOR",
  "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING",
  "TRANSACTION_LIMIT_EXCEEDED",
  "TRANSACTION_RECEIVING_LIMIT_EXCEEDED",
  "TRANSACTION_REFUSED",
  "DECLINED",
  "FAILED",
  METHOD_UNKNOWN,
]);

const REFUSED = "refused-";

/**
 * A refused charge leaves nothing at PayPal to look up: its reference is what PayPal said, and of which transaction.
 * @param reference - absent for one that has something at PayPal
 */
export function declined(code: string, { transactionId, reference }: { transactionId?: string; reference?: string }): PaymentOutcome {
  return {
    status: "declined",
    reference: reference ?? (transactionId && `${REFUSED}${code}-${transactionId}`),
    retry: RETRIED.has(code) ? "retry" : "final",
    code,
    reason: `PayPal says ${code.toLowerCase().replaceAll("_", " ")}.`,
  };
}

/** What PayPal said when it refused a charge; undefined for any other reference. */
export function refusedBefore(reference: string, transactionId: string): PaymentOutcome | undefined {
  const end = `-${transactionId}`;
  if (!reference.startsWith(REFUSED) || !reference.endsWith(end)) return;
  return declined(reference.slice(REFUSED.length, -end.length), { transactionId });
}

/** What a failed charge or refund means for the money. */
export function outcomeOfError(error: unknown, of: { transactionId?: string } = {}): PaymentOutcome {
  if (error instanceof RefusedRequest) return { status: "declined", retry: "final", code: error.code, reason: error.message };
  const refusal = refusalOf(error);
  return refusal && isRefused(refusal) ? declined(refusal.issue, of) : unknown(error);
}

/** PayPal's refusal of a request itself, whoever pays; null for any other error. */
export function refusedRequest(error: unknown): RefusedRequest | null {
  if (error instanceof RefusedRequest) return error;
  const refusal = refusalOf(error);
  return refusal && isRefused(refusal) ? new RefusedRequest(refusal.issue, refusal.description) : null;
}

export function unknown(error: unknown): PaymentOutcome {
  const refusal = refusalOf(error);
  if (refusal) return { status: "unknown", reason: `PayPal answers ${refusal.status} ${refusal.issue}` };
  return { status: "unknown", reason: error instanceof Error ? error.message : "No answer from PayPal" };
}
