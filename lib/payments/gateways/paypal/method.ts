import type { Order, PaymentTokenResponse } from "@paypal/paypal-server-sdk";
import type { ChargeRequest, Succeeded } from "../../gateway.ts";
import type { SavedMethod } from "../../gateway-capabilities.ts";
import type { PayPal } from "./client.ts";
import { isMissing } from "./errors.ts";
import { eventIn } from "./webhook.ts";

type Account = { accountId?: string; payerId?: string; address?: { countryCode?: string } };

/** The payer's account as the port wants it; absent while PayPal has not saved it, and what was paid with where it was not asked to. */
export function methodOfOrder({ id, paymentSource }: Order): SavedMethod | undefined {
  const account = paymentSource?.paypal;
  if (!account) return;
  const vault = account.attributes?.vault;
  if (vault) return vault.id && !isApproved(vault) ? savedAccount(vault.id, vault.customer?.id, account) : undefined;
  const reference = account.accountId ?? id;
  return reference ? { ...savedAccount(reference, undefined, account), once: true } : undefined;
}

/** Agreed to, and not saved yet: PayPal does that after the payment. */
const isApproved = ({ status }: { status?: string }): boolean => status === "APPROVED";

/**
 * The account of an order that PayPal saves only after it was paid: what the order does not tell by then is found with the customer that it was given, or by the
 * event that names it. As long as it is not saved it is to be looked for again. @throws when there is no answer about what the event names.
 */
export async function savedAfter(paypal: PayPal, order: Order, report?: string): Promise<Pick<Succeeded, "method" | "savesLater">> {
  const account = order.paymentSource?.paypal;
  const vault = account?.attributes?.vault;
  if (!account || !vault || !isApproved(vault)) return {};
  const told = tokenIn(report, order.id);
  const method = told ? await retrieveMethod(paypal, told) : await onlyOneOf(paypal, vault.customer?.id).catch(() => null);
  // Whoever wrote the report, no account but the payer's is charged for them.
  const isPayers = method?.fingerprint !== undefined && method.fingerprint === (account.accountId ?? (account as Account).payerId);
  return method && isPayers ? { method } : { savesLater: true };
}

async function onlyOneOf(paypal: PayPal, customerId: string | undefined): Promise<SavedMethod | null> {
  if (!customerId) return null;
  const { vault } = await paypal.sdk();
  const [only, ...others] = (await vault.listCustomerPaymentTokens({ customerId })).result.paymentTokens ?? [];
  return only && others.length === 0 ? (methodOfToken(only) ?? null) : null;
}

/** What the event of a saved account names, if it is of this order. */
function tokenIn(report: string | undefined, orderId: string | undefined): string | undefined {
  const { event_type: type, resource } = eventIn(report);
  return type === "VAULT.PAYMENT-TOKEN.CREATED" && resource?.metadata?.order_id === orderId ? resource?.id : undefined;
}

export function methodOfToken({ id, customer, paymentSource }: PaymentTokenResponse): SavedMethod | undefined {
  return id ? savedAccount(id, customer?.id, paymentSource?.paypal ?? {}) : undefined;
}

function savedAccount(reference: string, customerReference: string | undefined, { accountId, payerId, address }: Account): SavedMethod {
  return {
    reference,
    customerReference,
    kind: "wallet",
    brand: "paypal",
    country: address?.countryCode,
    fingerprint: accountId ?? payerId,
  };
}

/** A saved account as it is now; null when its owner has ended it at PayPal. @throws what the library throws when there is no answer. */
export async function retrieveMethod(paypal: PayPal, reference: string): Promise<SavedMethod | null> {
  const { vault } = await paypal.sdk();
  try {
    return methodOfToken((await vault.getPaymentToken(reference)).result) ?? null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** One that is gone is forgotten. @throws what the library throws when there is no answer. */
export async function forgetMethod(paypal: PayPal, { reference }: ChargeRequest["method"]): Promise<void> {
  const { vault } = await paypal.sdk();
  await vault.deletePaymentToken(reference).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}
