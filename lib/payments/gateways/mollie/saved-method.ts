import type { MollieClient, Payment } from "@mollie/api-client";
import type { Payer } from "../../gateway.ts";
import type { SavedMethod } from "../../gateway-capabilities.ts";
import { isGone } from "./errors.ts";

/** A mandate is its customer's, and asked for with them: both are in the reference. */
export function mandateReference(customerId: string, mandateId: string): string {
  return `${customerId}/${mandateId}`;
}

/** The customer and the mandate that a saved method is; null for what is no reference of Mollie's. */
export function mandateOf(reference: string): { customerId: string; mandateId: string } | null {
  const [, customerId, mandateId] = /^(cst_\w+)\/(mdt_\w+)$/.exec(reference) ?? [];
  return customerId && mandateId ? { customerId, mandateId } : null;
}

/** As Mollie writes them, where viewers and other gateways call them otherwise. */
const BRANDS: Record<string, string> = { "American Express": "amex", "Diners Club": "diners" };
const KINDS: Record<string, SavedMethod["kind"]> = { creditcard: "card", directdebit: "bank" };

/** What a mandate's details may have, by its method. */
type Details = {
  consumerAccount?: string;
  consumerBic?: string;
  cardCountryCode?: string;
  cardNumber?: string;
  cardLabel?: string;
  cardExpiryDate?: string;
  cardFingerprint?: string;
};

/** A mandate as a saved method; null when it cannot be charged (any more). iDEAL, Bancontact and the like leave one for SEPA direct debit. @throws when there is no answer. */
export async function retrieveMandate(mollie: MollieClient, reference: string): Promise<SavedMethod | null> {
  const named = mandateOf(reference);
  if (!named) return null;
  try {
    const { status, method, details } = await mollie.customerMandates.get(named.mandateId, { customerId: named.customerId });
    if (String(status) === "invalid") return null;
    return { reference, customerReference: named.customerId, ...described(String(method), (details ?? {}) as Details) };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function described(method: string, details: Details): Omit<SavedMethod, "reference"> {
  const { consumerAccount, cardNumber, cardLabel, cardExpiryDate, cardFingerprint } = details;
  const kind = KINDS[method] ?? "wallet";
  if (kind === "wallet") return { kind, brand: method };
  // A first payment's account may follow later: the mandate is pending until then.
  if (kind === "bank") return { kind, brand: "sepa_debit", last4: lastOf(consumerAccount), country: countryOf(consumerAccount) };
  const [, year, month] = /^(\d{4})-(\d{2})/.exec(cardExpiryDate ?? "") ?? [];
  return {
    kind,
    brand: cardLabel ? (BRANDS[cardLabel] ?? cardLabel.toLowerCase().replaceAll(" ", "_")) : undefined,
    last4: lastOf(cardNumber),
    expMonth: month ? Number(month) : undefined,
    expYear: year ? Number(year) : undefined,
    fingerprint: cardFingerprint || undefined,
  };
}

const lastOf = (number: string | undefined) => number?.replace(/\s/g, "").slice(-4) || undefined;
const countryOf = (iban: string | undefined) => (/^[A-Z]{2}\d{2}/.test(iban ?? "") ? iban?.slice(0, 2) : undefined);

/** Banks' own pages, by the country whose banks alone take part; of those with an account it says more. */
const REDIRECTS: Record<string, string | undefined> = { bancontact: "BE", blik: "PL", eps: "AT", ideal: "NL", przelewy24: "PL" };

/** What a payment was made with: what it left to be charged again, and what else it tells of that; or, where nothing was saved, what is known of this use. */
export function methodOfPayment({ id, method, details, customerId }: Payment, saved: SavedMethod | null): SavedMethod | undefined {
  const known = (details ?? {}) as Details;
  const country = known.cardCountryCode ?? countryOf(known.consumerAccount) ?? known.consumerBic?.slice(4, 6) ?? REDIRECTS[String(method)];
  if (saved) return { ...saved, country: saved.country ?? country };
  if (!method) return undefined;
  const used = described(countryOf(known.consumerAccount) ? "directdebit" : method, known);
  const kind = REDIRECTS[method] ? "bank" : used.kind;
  const brand = kind === "card" ? used.brand : method;
  return { ...used, kind, brand, country, reference: id, customerReference: customerId, once: true };
}

/** Revokes it, so that nobody can charge it again; one that is gone has been. @throws when there is no answer. */
export async function revokeMandate(mollie: MollieClient, reference: string): Promise<void> {
  const named = mandateOf(reference);
  if (!named) return;
  await mollie.customerMandates.revoke(named.mandateId, { customerId: named.customerId }).catch(unlessGone);
}

/** @throws when there is no answer. */
export async function updateCustomer(mollie: MollieClient, { reference, email, name }: Payer & { reference: string }): Promise<void> {
  await mollie.customers.update(reference, { email, name }).catch(unlessGone);
}

function unlessGone(error: unknown): void {
  if (!isGone(error)) throw error;
}
