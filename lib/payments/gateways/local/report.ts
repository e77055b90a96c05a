import type { GatewayReference, PaymentOutcome } from "../../gateway.ts";
import { minorFromDecimal } from "./amounts.ts";
import type { Described } from "./description.ts";
import { isSigned, type Values } from "./signature.ts";

/** The fields of a message: of an address or a form, or of JSON, where a dot leads into an object. The first of a name holds. */
export function fieldsOf(text: string): Values {
  if (!text.trimStart().startsWith("{")) {
    const form = new URLSearchParams(text);
    return (name) => (form.getAll(name).length === 1 ? (form.get(name) ?? undefined) : undefined);
  }
  const json = parsed(text);
  return (name) => {
    const value = name
      .split(".")
      .reduce<unknown>((within, part) => (isObject(within) && Object.hasOwn(within, part) ? within[part] : undefined), json);
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
}

/** The names of the fields that are read of a message. */
export function fieldsRead(report: Described["report"] | undefined): string[] {
  if (!report) return [];
  const { rule, reference, status, amount, currency, id } = report;
  const named = [rule.field, reference, status, amount, "field" in currency ? currency.field : null, id];
  return [...new Set([...rule.signed, ...named.flatMap((name) => name ?? [])])];
}

type Wanted = Pick<GatewayReference, "transactionId" | "reference">;
type Names = Pick<Described, "page" | "report">;

/**
 * What a payment is known by that the provider knows by its number: all digits as they were sent, whatever stands before the number today. The mark keeps it apart from the
 * provider's own numbers.
 */
const byDigits = (digits: string): string => `#${digits}`;
export const byNumber = (prefix: string, number: number): string => byDigits(`${prefix}${number}`);
export const isByNumber = (reference: string): boolean => reference.startsWith("#");

/** Our number of a payment that is known by it, with these digits before it; null for another. */
export function numberIn(reference: string, prefix: string): number | null {
  const number = reference.startsWith(byDigits(prefix)) ? reference.slice(byDigits(prefix).length) : "";
  return /^[1-9]\d{0,9}$/.test(number) ? Number(number) : null;
}

/** Of which of our payments it is, where the provider has signed it; null for any other. */
export function signedReference(described: Names, values: Values, secret: string): string | null {
  return isSigned(described.report.rule, values, secret) ? namedReference(described, values) : null;
}

/**
 * The same, whoever has written it: by a reference or by a number, for payments that were begun before an operator described it otherwise are reported still. A number
 * counts only where what we sign cannot be read as one with something behind it (`readPage`).
 */
export function namedReference({ page, report }: Names, values: Values): string | null {
  const text = values(report.reference) ?? "";
  const [, digits] = /^0*([1-9]\d{0,39})$/.exec(text) ?? [];
  if (digits === undefined) return uuidOf(text);
  return /\D/.test(page.rule.separator) ? byDigits(digits) : null;
}

/** What it says of a payment: amount and currency as it names them, for the house to compare. */
export function outcomeOf(described: Names, values: Values, { transactionId, reference }: Wanted): PaymentOutcome {
  const { report } = described;
  if (namedReference(described, values) !== reference) return unknown("The provider speaks of another payment.");
  const said = values(report.status) ?? "";
  const reason = `The provider says "${said.slice(0, 60)}".`;
  switch (report.states.get(said)) {
    case "paid": {
      const currency = "always" in report.currency ? report.currency.always : (values(report.currency.field) ?? "");
      const minor = minorFromDecimal(values(report.amount) ?? "", currency, report.isDecimal);
      if (minor === null) return unknown("The provider names no amount.");
      const paymentReference = (report.id && values(report.id)) || transactionId;
      return { status: "succeeded", reference, paymentReference, amount: { minor, currency } };
    }
    case "pending":
      return { status: "pending", reference };
    case "failed":
      return { status: "declined", reference, retry: "retry", code: said.slice(0, 60) || "declined", reason };
    case "canceled":
      return { status: "canceled", reference, reason };
    default:
      return { status: "needs_action", reference };
  }
}

export function unknown(reason: string): PaymentOutcome {
  return { status: "unknown", reason };
}

/** With its dashes, however it was sent. */
function uuidOf(text: string): string | null {
  const [, ...parts] = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/.exec(text.toLowerCase()) ?? [];
  return parts.length === 5 ? parts.join("-") : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
