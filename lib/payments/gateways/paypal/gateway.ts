import type { GatewayReference, PaymentGateway, PaymentOutcome } from "../../gateway.ts";
import { adjustmentsOf } from "./adjustments.ts";
import { isPayPalAmount, payPalLimits } from "./amount.ts";
import { payPalCertificates } from "./certificate.ts";
import { chargeSavedAccount } from "./charge.ts";
import { openPage } from "./checkout.ts";
import { LIVE, type PayPal, type PayPalConfig, payPalClient } from "./client.ts";
import { refusalOf, refusedBefore, unknown } from "./errors.ts";
import { tryFeatures } from "./features.ts";
import { payPalListed } from "./list.ts";
import { forgetMethod, retrieveMethod } from "./method.ts";
import { lookUpOrder } from "./order.ts";
import { lookUpRefund, refundCapture } from "./refund.ts";
import { lookUpSetup } from "./setup.ts";
import { readPayPalWebhook } from "./webhook.ts";
import { payPalWithdrawals } from "./withdrawals.ts";

/** PayPal: orders that viewers approve on its page and we capture, saved accounts for renewals. */
export function paypalGateway(config: PayPalConfig): PaymentGateway {
  const paypal = payPalClient(config);
  const certificates = payPalCertificates(config.apiBase ?? LIVE);
  return {
    testMode: /\bsandbox\b/.test(config.apiBase ?? LIVE),
    can: { offSession: true, refunds: "partial", webhooks: Boolean(config.webhookId) },
    startCheckout: (request) => openPage(paypal, request),
    chargeSaved: (request) => chargeSavedAccount(paypal, request),
    refund: (request) => refundCapture(paypal, request),
    lookUp: (reference) => lookUp(paypal, reference).catch(unknown),
    adjustments: (paymentReference) => adjustmentsOf(paypal, paymentReference),
    listed: (window) => payPalListed(paypal, window),
    payouts: (window) => payPalWithdrawals(paypal, window),
    lookUpMethod: (reference) => retrieveMethod(paypal, reference),
    forgetMethod: (method) => forgetMethod(paypal, method),
    marks: () => ["paypal"],
    canTake: isPayPalAmount,
    limits: payPalLimits,
    readWebhook: (raw) => readPayPalWebhook({ webhookId: config.webhookId, certificates }, raw),
    test: () => test(paypal, config),
  };
}

function lookUp(paypal: PayPal, wanted: GatewayReference): Promise<PaymentOutcome> {
  const before = refusedBefore(wanted.reference, wanted.transactionId);
  if (before) return Promise.resolve(before);
  if (wanted.kind === "REFUND") return lookUpRefund(paypal, wanted.reference);
  return wanted.kind === "SETUP" ? lookUpSetup(paypal, wanted) : lookUpOrder(paypal, wanted);
}

/** Reads the webhook as well, for its id is easily taken from another app; without one, the webhooks there are. Then what its app must be allowed. */
async function test(paypal: PayPal, config: PayPalConfig): Promise<void> {
  await readWebhooks(paypal, config);
  await tryFeatures(paypal);
}

async function readWebhooks(paypal: PayPal, { webhookId }: PayPalConfig): Promise<void> {
  const path = "/v1/notifications/webhooks";
  if (!webhookId) return void (await paypal.read(path));
  await paypal.read(`${path}/${encodeURIComponent(webhookId)}`).catch((error: unknown) => {
    if (refusalOf(error)?.status === 404) throw new Error("PayPal knows no webhook with the id in PAYPAL_WEBHOOK_ID");
    throw error;
  });
}
