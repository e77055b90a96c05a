import type Stripe from "stripe";

/** Closes a payment page that is open, or a payment or set-up that waits for the viewer. @throws StripeError when it cannot be closed any more. */
export async function cancelOpen(stripe: Stripe, reference: string): Promise<void> {
  const [kind] = reference.split("_", 1);
  if (kind === "cs") await stripe.checkout.sessions.expire(reference);
  else if (kind === "pi") await stripe.paymentIntents.cancel(reference, { cancellation_reason: "abandoned" });
  else if (kind === "seti") await stripe.setupIntents.cancel(reference, { cancellation_reason: "abandoned" });
}
