import type Stripe from "stripe";
import type { Payer } from "../../gateway.ts";
import type { SavedMethod } from "../../gateway-capabilities.ts";
import { isMissing } from "./errors.ts";

const BANK = new Set(["acss_debit", "au_becs_debit", "bacs_debit", "sepa_debit", "us_bank_account"]);
/** Banks' own pages, by the country whose banks alone take part, and as viewers know them. */
const REDIRECTS: Record<string, { country: string; brand?: string }> = {
  bancontact: { country: "BE" },
  blik: { country: "PL" },
  eps: { country: "AT" },
  ideal: { country: "NL" },
  p24: { country: "PL", brand: "przelewy24" },
};

/** The saved method as the port wants it; absent when Stripe named only its id. */
export function savedMethod(method: string | Stripe.PaymentMethod | null, customer: unknown): SavedMethod | undefined {
  if (!method || typeof method === "string") return undefined;
  const { card, type } = method;
  const redirect = REDIRECTS[type];
  const bank = BANK.has(type) ? (method[type as keyof Stripe.PaymentMethod] as BankAccount | undefined) : undefined;
  return {
    reference: method.id,
    customerReference: idOf(customer) ?? idOf(method.customer),
    kind: card ? "card" : (bank ?? redirect) ? "bank" : "wallet",
    brand: card?.brand ?? redirect?.brand ?? type,
    last4: card?.last4 ?? bank?.last4 ?? undefined,
    wallet: card?.wallet?.type,
    expMonth: card?.exp_month,
    expYear: card?.exp_year,
    country: card?.country ?? bank?.country ?? redirect?.country,
    fingerprint: card?.fingerprint ?? bank?.fingerprint ?? undefined,
  };
}

type BankAccount = { last4?: string | null; country?: string | null; fingerprint?: string | null };

/** The method of a payment: what it was paid with, or what Stripe made of that to be charged again. Only what a customer has can be. */
export function methodOfPayment({
  latest_charge: charge,
  customer,
  payment_method: paidWith,
}: Stripe.PaymentIntent): SavedMethod | undefined {
  const details = charge && typeof charge !== "string" ? charge.payment_method_details : null;
  const mandate = mandateOf(details, customer);
  const method = mandate ?? savedMethod(paidWith, customer);
  const card = details?.card;
  const once = !mandate && paidWith && typeof paidWith !== "string" && !paidWith.customer;
  return (
    method && { ...method, wallet: card?.wallet?.type ?? method.wallet, networkToken: card?.network_token?.used, ...(once && { once }) }
  );
}

/** The same of a set-up. */
export function methodOfSetup({ latest_attempt: attempt, customer }: Stripe.SetupIntent): SavedMethod | undefined {
  return attempt && typeof attempt !== "string" ? mandateOf(attempt.payment_method_details, customer) : undefined;
}

/**
 * iDEAL, Bancontact and the like cannot be charged again; Stripe makes a SEPA direct debit of them that can.
 * Source: docs.stripe.com/payments/ideal/save-during-payment
 */
function mandateOf(details: { type: string } | null, customer: unknown): SavedMethod | undefined {
  const redirect = details && (details[details.type as keyof typeof details] as BankRedirect | undefined);
  const reference = idOf(redirect?.generated_sepa_debit);
  if (!details || !reference) return undefined;
  return {
    reference,
    customerReference: idOf(customer),
    kind: "bank",
    brand: details.type,
    last4: redirect?.iban_last4 ?? undefined,
    country: redirect?.bic?.slice(4, 6) || undefined,
  };
}

/** The fifth and sixth letter of a BIC are its bank's country (ISO 9362). */
type BankRedirect = { generated_sepa_debit?: string | { id: string } | null; iban_last4?: string | null; bic?: string | null };

/** A saved method as it is now; null when it was detached from its customer, and so can never be charged again. @throws StripeError */
export async function retrieveMethod(stripe: Stripe, reference: string): Promise<SavedMethod | null> {
  try {
    const method = await stripe.paymentMethods.retrieve(reference);
    return method.customer ? (savedMethod(method, method.customer) ?? null) : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Detaches it from its customer, so that nobody can charge it again; Stripe refuses that for one that is detached or gone. @throws StripeError */
export async function detachMethod(stripe: Stripe, reference: string): Promise<void> {
  if (await retrieveMethod(stripe, reference)) await stripe.paymentMethods.detach(reference);
}

/** One that is gone (deleted in the dashboard, or of another account) has nobody to be told. @throws StripeError */
export async function updateCustomer(stripe: Stripe, { reference, email, name }: Payer & { reference: string }): Promise<void> {
  try {
    await stripe.customers.update(reference, { email, name });
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function idOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return (value as { id?: string } | null)?.id;
}
