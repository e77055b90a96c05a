import type { StandInCard } from "./cards.ts";
import { type Payload, seconds, stripeId } from "./payloads.ts";

const IBAN = { bank_code: "37040044", branch_code: "", country: "DE", fingerprint: "fp_sepa_of_stand_in" };

/** What a viewer pays with; without a customer it is used once. */
export function methodPayload(customer: string | null, { number, brand, type = "card" }: StandInCard): Payload {
  return typed(customer, type, type === "card" ? cardPayload(number, brand) : (REDIRECTS[type]?.method ?? {}));
}

/** The SEPA mandate that Stripe makes of what cannot be charged again. Source: docs.stripe.com/payments/ideal/save-during-payment */
export function mandatePayload(customer: string, { type }: Payload): Payload {
  const from = { charge: null, setup_attempt: null };
  return typed(customer, "sepa_debit", { ...IBAN, generated_from: from, last4: REDIRECTS[String(type)]?.paid.iban_last4 });
}

/** How a payment, or an attempt to set one up, tells what it was made with. */
export function detailsOf({ type, ...method }: Payload, mandate?: Payload): Record<string, unknown> {
  if (type === "card") {
    const { brand, last4, country, exp_month, exp_year, fingerprint, funding } = method.card as Payload;
    return { type, card: { brand, last4, country, exp_month, exp_year, fingerprint, funding } };
  }
  if (type === "sepa_debit") {
    const { generated_from: _, ...account } = method.sepa_debit as Record<string, unknown>;
    return { type, sepa_debit: { ...account, mandate: `mandate_of_${method.id}` } };
  }
  const paid = REDIRECTS[String(type)]?.paid;
  const made = mandate && { generated_sepa_debit: mandate.id, generated_sepa_debit_mandate: `mandate_of_${mandate.id}` };
  return { type, [String(type)]: { ...paid, ...made } };
}

/** What Stripe can make a mandate of: as a method, and as told of a payment. */
const REDIRECTS: Record<string, { method: object; paid: Record<string, string | null> }> = {
  ideal: {
    method: { bank: "rabobank", bic: "RABONL2U" },
    paid: { bank: "rabobank", bic: "RABONL2U", iban_last4: "4300", verified_name: "V. Alt" },
  },
  bancontact: { method: {}, paid: { bank_code: "VAPE", bic: null, iban_last4: "7061", preferred_language: "nl" } },
};

export const becomesMandate = ({ type }: Payload): boolean => String(type) in REDIRECTS;

function typed(customer: string | null, type: string, details: object): Payload {
  return {
    id: stripeId("pm"),
    object: "payment_method",
    created: seconds(),
    customer,
    livemode: false,
    metadata: {},
    type,
    billing_details: { address: null, email: null, name: null, phone: null },
    [type]: details,
  };
}

function cardPayload(number: string, brand: string) {
  return {
    brand,
    country: "US",
    exp_month: 12,
    exp_year: 2034,
    fingerprint: `fp_${number}`,
    funding: "credit",
    last4: number.slice(-4),
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}
