import type { MollieClient } from "@mollie/api-client";
import type { GatewayReference, PaymentGateway, PaymentOutcome } from "../../gateway.ts";
import { adjustmentsOf } from "./adjustments.ts";
import { isMollieAmount } from "./amount.ts";
import { chargeMandate, refundPayment } from "./charge.ts";
import { openPage } from "./checkout.ts";
import { type MollieConfig, mollieClient, ORGANIZATION_TOKEN } from "./client.ts";
import { unknown } from "./errors.ts";
import { mollieListed } from "./lists.ts";
import { mollieMarks } from "./marks.ts";
import { transactionOf } from "./metadata.ts";
import { outcomeOfPayment, outcomeOfRefund, refundOf } from "./outcomes.ts";
import { molliePayoutLines, molliePayouts, testToken } from "./payouts.ts";
import { retrieveMandate, revokeMandate, updateCustomer } from "./saved-method.ts";
import { readMollieWebhook } from "./webhook.ts";

/** Mollie: its hosted page, mandates for renewals. Card numbers and accounts are seen by Mollie alone. */
export function mollieGateway(config: MollieConfig): PaymentGateway {
  const mollie = mollieClient(config.apiKey, config);
  const organization = config.organizationToken ? mollieClient(config.organizationToken, config) : null;
  const testMode = config.apiKey.startsWith("test_");
  return {
    testMode,
    can: { offSession: true, refunds: "partial", webhooks: true },
    startCheckout: (request) => openPage(mollie, config, request),
    chargeSaved: (request) => chargeMandate(mollie, config, request),
    refund: (request) => refundPayment(mollie, request),
    cancel: async ({ reference }) => void (await mollie.payments.cancel(reference)),
    adjustments: (paymentReference) => adjustmentsOf(mollie, paymentReference),
    listed: (window) => mollieListed(mollie, window),
    ...(organization && {
      payouts: (window) => molliePayouts(organization, window),
      payoutLines: (payout) => molliePayoutLines(organization, payout),
    }),
    ...(!organization && !testMode && { payoutsNeed: ORGANIZATION_TOKEN }),
    paidElsewhere: ["paypal"],
    lookUpMethod: (reference) => retrieveMandate(mollie, reference),
    forgetMethod: ({ reference }) => revokeMandate(mollie, reference),
    updatePayer: (payer) => updateCustomer(mollie, payer),
    marks: mollieMarks,
    canTake: isMollieAmount,
    lookUp: (reference) => retrieve(mollie, reference).catch(unknown),
    readWebhook: async (raw) => readMollieWebhook(raw),
    test: async () => {
      const methods = await mollie.methods.list();
      if (methods.length === 0) throw new Error("No payment method is switched on at Mollie for the profile of this key.");
      if (organization) await testToken(organization);
    },
  };
}

async function retrieve(mollie: MollieClient, { kind, reference, transactionId }: GatewayReference): Promise<PaymentOutcome> {
  const named = refundOf(reference);
  if (named) return outcomeOfRefund(await mollie.paymentRefunds.get(named.refundId, { paymentId: named.paymentId }));
  if (!/^tr_\w+$/.test(reference)) return { status: "unknown", reason: "This is no reference of Mollie's" };
  const payment = await mollie.payments.get(reference);
  const made = transactionOf(payment.metadata);
  if (made && made !== transactionId) return { status: "unknown", reason: "Mollie has this payment for another transaction" };
  return outcomeOfPayment(mollie, payment, kind);
}
