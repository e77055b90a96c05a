import type { PaymentTokenRequest, PaymentTokenResponse, SetupTokenResponse } from "@paypal/paypal-server-sdk";
import type { GatewayReference, PaymentOutcome } from "../../gateway.ts";
import { approvalOf } from "./checkout.ts";
import type { PayPal } from "./client.ts";
import { isMissing, isRefused, refusalOf, unknown } from "./errors.ts";
import { madeAt } from "./made-at.ts";
import { methodOfToken } from "./method.ts";

/** Source: developer.paypal.com/docs/api/payment-tokens/v3, a setup token that nobody uses */
const PAGE_LASTS_MS = 3 * 24 * 60 * 60_000;

/** What became of an account that the viewer was asked to save. One that they have approved is saved here, for good. */
export async function lookUpSetup(paypal: PayPal, wanted: GatewayReference): Promise<PaymentOutcome> {
  const { reference, transactionId, givenUp } = wanted;
  if (!/^[0-9A-Za-z_-]{7,36}$/.test(reference)) return { status: "unknown", reason: "This is no reference of PayPal's" };
  const { vault } = await paypal.sdk();
  const setup = await vault.getSetupToken(reference).then(
    ({ result }) => result,
    (error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    },
  );
  if (!setup) return gone(transactionId);
  switch (String(setup.status)) {
    case "CREATED":
    case "PAYER_ACTION_REQUIRED":
      return givenUp ? { status: "canceled", reason: "It was given up." } : { status: "needs_action", url: approvalOf(setup.links) };
    case "APPROVED":
    case "VAULTED":
    case "TOKENIZED":
      return save(paypal, setup, wanted);
    default:
      return { status: "unknown", reason: `PayPal says ${setup.status}` };
  }
}

function gone(transactionId: string): PaymentOutcome {
  if (Date.now() - madeAt(transactionId) < PAGE_LASTS_MS) return { status: "unknown", reason: "PayPal does not know this set-up" };
  return { status: "canceled", reason: "The page has expired." };
}

/** Repeated within three hours it saves nothing twice; after that the customer that the set-up was given has the one account that it saved. */
async function save(paypal: PayPal, setup: SetupTokenResponse, { reference, transactionId }: GatewayReference): Promise<PaymentOutcome> {
  const { vault } = await paypal.sdk();
  const body = { paymentSource: { token: { id: reference, type: "SETUP_TOKEN" } } } as PaymentTokenRequest;
  try {
    return saved((await vault.createPaymentToken({ body, paypalRequestId: `${transactionId}-save` })).result);
  } catch (error) {
    const refusal = refusalOf(error);
    const customerId = setup.customer?.id;
    if (!refusal || !(isRefused(refusal) || refusal.status === 404) || !customerId) return unknown(error);
    const { result } = await vault.listCustomerPaymentTokens({ customerId });
    const [only, ...others] = result.paymentTokens ?? [];
    return only && others.length === 0 ? saved(only) : unknown(error);
  }
}

function saved(token: PaymentTokenResponse): PaymentOutcome {
  const method = methodOfToken(token);
  return method ? { status: "succeeded", method } : { status: "unknown", reason: "PayPal named no saved account" };
}
