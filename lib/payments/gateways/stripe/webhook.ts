import type Stripe from "stripe";
import { BadSignature, type GatewayEvent, type RawWebhook } from "../../gateway.ts";

/** Verifies on the raw body, as the signature demands. Null for events that no payment waits for. */
export function readStripeWebhook(stripe: Stripe, secret: string | undefined, raw: RawWebhook): GatewayEvent | null {
  const event = verified(stripe, secret, raw);
  const subject = subjectOf(event);
  return subject && { externalId: event.id, type: event.type, ...subject };
}

function verified(stripe: Stripe, secret: string | undefined, { body, headers }: RawWebhook): Stripe.Event {
  if (!secret) throw new BadSignature("no webhook secret");
  try {
    return stripe.webhooks.constructEvent(body, headers["stripe-signature"] ?? "", secret);
  } catch (error) {
    throw new BadSignature(String(error));
  }
}

type Subject = Pick<GatewayEvent, "reference" | "transactionId">;

/** What to look at again. Stripe copies a payment's metadata, and so our transaction, to its charges. */
function subjectOf(event: Stripe.Event): Subject | null {
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.expired":
    case "checkout.session.async_payment_succeeded":
    case "checkout.session.async_payment_failed":
    case "payment_intent.succeeded":
    case "payment_intent.payment_failed":
    case "payment_intent.processing":
    case "payment_intent.requires_action":
    case "payment_intent.canceled":
    case "setup_intent.succeeded":
    case "setup_intent.setup_failed":
      return { reference: event.data.object.id, transactionId: event.data.object.metadata?.transactionId };
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
    case "charge.refund.updated":
      return subjectOfRefund(event.data.object);
    case "charge.refunded":
    case "charge.updated":
      return {
        reference: idOf(event.data.object.payment_intent) ?? event.data.object.id,
        transactionId: event.data.object.metadata?.transactionId,
      };
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.funds_withdrawn":
    case "charge.dispute.funds_reinstated":
    case "charge.dispute.closed":
      return { reference: idOf(event.data.object.payment_intent) ?? event.data.object.id };
    case "payment_method.automatically_updated":
    case "payment_method.updated":
    case "payment_method.detached":
    case "customer.source.updated":
    case "customer.source.deleted":
      return { reference: event.data.object.id };
    default:
      return null;
  }
}

/** One that was made in Stripe's dashboard names no transaction: its payment is looked at. */
function subjectOfRefund({ id, metadata, payment_intent }: Stripe.Refund): Subject {
  if (metadata?.transactionId) return { reference: id, transactionId: metadata.transactionId };
  return { reference: idOf(payment_intent) ?? id };
}

function idOf(value: string | { id: string } | null): string | undefined {
  return typeof value === "string" ? value : value?.id;
}
