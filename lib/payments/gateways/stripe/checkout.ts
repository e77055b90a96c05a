import { createHash } from "node:crypto";
import type Stripe from "stripe";
import type { CheckoutRequest, CheckoutStarted, Payer } from "../../gateway.ts";
import { toStripeAmount } from "./amount.ts";
import { isMissing, refusalOf } from "./errors.ts";
import { madeAt } from "./made-at.ts";
import { describedFor, metadataOf } from "./metadata.ts";

/** The languages that Checkout speaks; any other is left to the browser. */
const LOCALES = new Set("bg cs da de el en es et fi fr hr hu id it ja ko lt lv ms mt nb nl pl pt ro ru sk sl sv th tr vi zh".split(" "));
const MINUTE_MS = 60_000;

/**
 * Opens a Checkout Session: on Stripe's page, or, with `formUrl`, for its form on ours, where only the place of the form is another. The same request makes the same session, for its key is our transaction and nothing in it depends on the moment.
 * @throws RefusedRequest, StripeError when there is no answer.
 */
export async function openSession(stripe: Stripe, request: CheckoutRequest, formUrl?: string): Promise<CheckoutStarted> {
  try {
    return await open(stripe, request, formUrl);
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

async function open(stripe: Stripe, request: CheckoutRequest, formUrl?: string): Promise<CheckoutStarted> {
  const { transactionId, payer } = request;
  // What was asked for before a key of the form was there, and got no answer, was shown to nobody.
  const key = `${transactionId}-${formUrl ? "form" : "checkout"}`;
  const create = async (customer: string, idempotencyKey: string) =>
    started(await stripe.checkout.sessions.create(sessionParams(request, customer, formUrl), { idempotencyKey }), formUrl);
  const customer = payer.reference ?? (await makeCustomer(stripe, payer));
  try {
    return await create(customer, key);
  } catch (error) {
    if (!isLost(error)) throw error;
    // A customer of another account, or one deleted in the dashboard: the keys were changed.
    const fresh = await makeCustomer(stripe, payer);
    return create(fresh, `${key}-${fresh}`);
  }
}

function sessionParams(request: CheckoutRequest, customer: string, formUrl?: string): Stripe.Checkout.SessionCreateParams {
  const { transactionId, mode, amount, description, saveMethod, locale, returnUrl, cancelUrl, settings } = request;
  const metadata = metadataOf(request);
  const currency = amount.currency.toLowerCase();
  const common: Stripe.Checkout.SessionCreateParams = {
    mode,
    customer,
    client_reference_id: transactionId,
    metadata,
    locale: (LOCALES.has(locale) ? locale : "auto") as Stripe.Checkout.SessionCreateParams.Locale,
    ...(formUrl ? { ui_mode: "elements", return_url: returnUrl } : { success_url: returnUrl, cancel_url: cancelUrl }),
    expires_at: expiry(request),
  };
  if (mode === "setup") return { ...common, currency, setup_intent_data: { metadata, description: describedFor(request) || undefined } };
  const name = description || transactionId;
  return {
    ...common,
    adaptive_pricing: { enabled: false }, // else an account that has it on takes another amount in the payer's currency, whatever was agreed
    line_items: [{ quantity: 1, price_data: { currency, unit_amount: Number(toStripeAmount(amount)), product_data: { name } } }],
    payment_intent_data: {
      metadata,
      description: describedFor({ ...request, description: name }),
      statement_descriptor_suffix: settings.statementSuffix ? String(settings.statementSuffix) : undefined,
      setup_future_usage: saveMethod ? "off_session" : undefined,
      capture_method: "automatic", // the default (automatic_async) answers before the fee is known
    },
  };
}

/** Stripe takes 30 minutes to 24 hours from now; "now" is when the transaction was made, so that repeats agree. */
function expiry({ transactionId, expiresAt }: CheckoutRequest): number {
  const made = madeAt(transactionId);
  const wanted = Math.min(Math.max(expiresAt.getTime(), made + 31 * MINUTE_MS), made + 24 * 60 * MINUTE_MS);
  return Math.floor(wanted / 1000);
}

/** The key holds what is sent, so that a changed name makes no conflict. Stripe forgets keys after a day; an unused customer costs nothing. */
async function makeCustomer(stripe: Stripe, { id, email, name }: Payer): Promise<string> {
  const digest = createHash("sha256").update(`${email}\n${name}`).digest("hex").slice(0, 12);
  const customer = await stripe.customers.create(
    { email, name, metadata: { customerId: id } },
    { idempotencyKey: `customer-${id}-${digest}` },
  );
  return customer.id;
}

function started({ id, url }: Stripe.Checkout.Session, formUrl?: string): CheckoutStarted {
  const page = formUrl ?? url;
  if (!page) throw new Error("Stripe opened a checkout without a page");
  return { reference: id, url: page };
}

function isLost(error: unknown): boolean {
  return isMissing(error) && error.param === "customer";
}
