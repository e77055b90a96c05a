import type Stripe from "stripe";
import type { PaymentGateway, PaymentOutcome } from "../../gateway.ts";
import { adjustmentsOf } from "./adjustments.ts";
import { isStripeAmount } from "./amount.ts";
import { answerDispute } from "./answer.ts";
import { cancelOpen } from "./cancel.ts";
import { chargeOffSession, refundPayment } from "./charge.ts";
import { openSession } from "./checkout.ts";
import { type StripeConfig, stripeClient } from "./client.ts";
import { unknown } from "./errors.ts";
import { stripeEvidence } from "./evidence.ts";
import { formNeeds } from "./form.ts";
import { stripeLimits } from "./limits.ts";
import { stripeListed } from "./lists.ts";
import { stripeMarks } from "./marks.ts";
import { outcomeOfPayment, outcomeOfRefund, outcomeOfSession, outcomeOfSetup, PAYMENT_DETAILS, SETUP_DETAILS } from "./outcomes.ts";
import { stripePayoutLines, stripePayouts } from "./payouts.ts";
import { detachMethod, retrieveMethod, updateCustomer } from "./saved-method.ts";
import { readStripeWebhook } from "./webhook.ts";

/** Stripe: Checkout, on its page or in its form on ours, PaymentIntents for renewals. Card numbers are seen by Stripe alone. */
export function stripeGateway(config: StripeConfig): PaymentGateway {
  const stripe = stripeClient(config);
  const { publishableKey } = config;
  return {
    testMode: /_test_/.test(config.secretKey),
    can: { offSession: true, refunds: "partial", webhooks: Boolean(config.webhookSecret) },
    startCheckout: (request) =>
      openSession(stripe, request, publishableKey && request.settings.place === "here" ? request.formUrl : undefined),
    formNeeds: async (checkout) => (publishableKey ? formNeeds(stripe, publishableKey, checkout) : null),
    chargeSaved: (request) => chargeOffSession(stripe, request),
    refund: (request) => refundPayment(stripe, request),
    cancel: ({ reference }) => cancelOpen(stripe, reference),
    adjustments: (paymentReference) => adjustmentsOf(stripe, paymentReference),
    answerDispute: (answer) => answerDispute(stripe, answer),
    evidenceFor: stripeEvidence,
    listed: (window) => stripeListed(stripe, window),
    payouts: (window) => stripePayouts(stripe, window),
    payoutLines: (payout) => stripePayoutLines(stripe, payout),
    lookUpMethod: (reference) => retrieveMethod(stripe, reference),
    forgetMethod: ({ reference }) => detachMethod(stripe, reference),
    updatePayer: (payer) => updateCustomer(stripe, payer),
    marks: stripeMarks,
    canTake: isStripeAmount,
    limits: stripeLimits,
    lookUp: ({ reference }) => retrieve(stripe, reference).catch(unknown),
    readWebhook: async (raw) => readStripeWebhook(stripe, config.webhookSecret, raw),
    test: async () => {
      await stripe.balance.retrieve();
    },
  };
}

const SESSION_DETAILS = [
  ...PAYMENT_DETAILS.map((path) => `payment_intent.${path}`),
  ...SETUP_DETAILS.map((path) => `setup_intent.${path}`),
];

/** By the kind that a reference of Stripe's begins with. */
async function retrieve(stripe: Stripe, reference: string): Promise<PaymentOutcome> {
  const [kind] = reference.split("_", 1);
  switch (kind) {
    case "cs":
      return outcomeOfSession(await stripe.checkout.sessions.retrieve(reference, { expand: SESSION_DETAILS }));
    case "pi":
      return outcomeOfPayment(await stripe.paymentIntents.retrieve(reference, { expand: PAYMENT_DETAILS }));
    case "seti":
      return outcomeOfSetup(await stripe.setupIntents.retrieve(reference, { expand: SETUP_DETAILS }));
    case "re":
    case "pyr":
      return outcomeOfRefund(await stripe.refunds.retrieve(reference));
    default:
      return { status: "unknown", reason: "This is no reference of Stripe's" };
  }
}
