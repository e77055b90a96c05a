import type { Order, PaymentTokenResponse } from "@paypal/paypal-server-sdk";
import type { ChargeRequest } from "../../gateway.ts";
import type { SavedMethod } from "../../gateway-capabilities.ts";
import type { PayPal } from "./client.ts";
import { isMissing } from "./errors.ts";

type Account = { accountId?: string; payerId?: string; address?: { countryCode?: string } };

/** The payer's account as the port wants it; absent while PayPal has not saved it. */
export function methodOfOrder({ paymentSource }: Order): SavedMethod | undefined {
  const account = paymentSource?.paypal;
  const vault = account?.attributes?.vault;
  if (!account || !vault?.id) return;
  return savedAccount(vault.id, vault.customer?.id, account);
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
