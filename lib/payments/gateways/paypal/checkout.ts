import type { CheckoutPaymentIntent, Order, OrderRequest, SetupTokenRequest } from "@paypal/paypal-server-sdk";
import type { CheckoutRequest, CheckoutStarted } from "../../gateway.ts";
import { toPayPalAmount } from "./amount.ts";
import type { PayPal } from "./client.ts";
import { refusedRequest } from "./errors.ts";
import { localeOf } from "./locale.ts";

/**
 * Opens an order that the viewer approves at PayPal, or asks them to save their account. Repeated within six hours (three for an account) it is the
 * same one; the house gives up asking after one. An order that nobody captures takes no money.
 * @throws RefusedRequest, or what the library throws when there is no answer.
 */
export async function openPage(paypal: PayPal, request: CheckoutRequest): Promise<CheckoutStarted> {
  try {
    return request.mode === "setup" ? await openSetup(paypal, request) : await openOrder(paypal, request);
  } catch (error) {
    throw refusedRequest(error) ?? error;
  }
}

async function openOrder(paypal: PayPal, request: CheckoutRequest): Promise<CheckoutStarted> {
  const body = orderRequest(request);
  const { orders } = await paypal.sdk();
  const { result } = await orders.createOrder({
    body,
    paypalRequestId: `${request.transactionId}-checkout`,
    prefer: "return=minimal",
  });
  return started(result);
}

async function openSetup(paypal: PayPal, request: CheckoutRequest): Promise<CheckoutStarted> {
  const { vault } = await paypal.sdk();
  const { result } = await vault.createSetupToken({ body: setupRequest(request), paypalRequestId: `${request.transactionId}-setup` });
  return started(result);
}

function orderRequest(request: CheckoutRequest): OrderRequest {
  const { saveMethod, settings } = request;
  const brandName = String(settings.brandName ?? "") || undefined;
  return {
    intent: "CAPTURE" as CheckoutPaymentIntent,
    purchaseUnits: [purchaseUnit(request)],
    paymentSource: {
      paypal: {
        experienceContext: { ...pageOf(request, brandName), userAction: "PAY_NOW" },
        ...(saveMethod && { attributes: { vault: { storeInVault: "ON_SUCCESS", usagePattern: "RECURRING_PREPAID", ...SAVED } } }),
      },
    },
  } as OrderRequest;
}

/**
 * `invoice_id` is what finance sees in PayPal's lists: the invoice's number or the order's, and our transaction. PayPal refuses a second payment with
 * the same, unless the account allows that.
 */
export function purchaseUnit({ transactionId, amount, description, references }: Unit) {
  const number = references?.invoice ?? references?.order;
  return {
    amount: { currencyCode: amount.currency, value: toPayPalAmount(amount) },
    description: description.slice(0, 127) || undefined,
    customId: transactionId,
    invoiceId: number ? `${number.slice(0, 80)}-${transactionId}` : transactionId,
  };
}

type Unit = Pick<CheckoutRequest, "transactionId" | "amount" | "description" | "references">;

function setupRequest(request: CheckoutRequest): SetupTokenRequest {
  const brandName = String(request.settings.brandName ?? "") || undefined;
  return { paymentSource: { paypal: { ...SAVED, experienceContext: pageOf(request, brandName) } } } as SetupTokenRequest;
}

/** One that is saved for each viewer, though two share an account: one of them may take it away. */
const SAVED = { usageType: "MERCHANT", customerType: "CONSUMER", permitMultiplePaymentTokens: true };

function pageOf({ returnUrl, cancelUrl, locale }: Pick<CheckoutRequest, "returnUrl" | "cancelUrl" | "locale">, brandName?: string) {
  return { brandName, locale: localeOf(locale), shippingPreference: "NO_SHIPPING", returnUrl, cancelUrl };
}

function started({ id, links }: Pick<Order, "id" | "links">): CheckoutStarted {
  const url = approvalOf(links);
  if (!id || !url) throw new Error("PayPal opened nothing that could be approved");
  return { reference: id, url };
}

/** Where the viewer approves; `approve` of a method to be saved. */
export function approvalOf(links: { rel?: string; href?: string }[] = []): string | undefined {
  return ["payer-action", "approve", "redirect"].map((rel) => links.find((link) => link.rel === rel)?.href).find(Boolean);
}
