import { createHash } from "node:crypto";
import { Locale, type MollieClient, type Payment, PaymentMethod, SequenceType } from "@mollie/api-client";
import { type CheckoutRequest, type CheckoutStarted, type Payer, RefusedRequest } from "../../gateway.ts";
import { toMollieAmount } from "./amount.ts";
import type { MollieConfig } from "./client.ts";
import { earlierPayment } from "./earlier.ts";
import { isLostCustomer, refusalOf } from "./errors.ts";
import { describedFor, metadataOf } from "./metadata.ts";
import { addressFor, isReachable } from "./webhook.ts";

type Created = Parameters<MollieClient["payments"]["create"]>[0];

/** The languages that Mollie's page speaks, of each its first; any other is left to the browser. */
const LOCALES = new Map(
  Object.values(Locale)
    .map((locale) => [locale.split("_", 1)[0], locale])
    .reverse() as [string, Locale][],
);

/** What takes a first payment of nothing; all others take a cent at least, which would be money. Source: docs.mollie.com/docs/recurring-payments */
const SAVED_FOR_NOTHING: [setting: string, method: PaymentMethod][] = [
  ["card", PaymentMethod.creditcard],
  ["paypal", PaymentMethod.paypal],
];

/**
 * Opens a payment with Mollie's page. The same request makes the same payment, for its key is our transaction and nothing in it depends on the moment.
 * @throws RefusedRequest, MollieApiError or what fetch throws when there is no answer.
 */
export async function openPage(mollie: MollieClient, config: MollieConfig, request: CheckoutRequest): Promise<CheckoutStarted> {
  try {
    return await open(mollie, config, request);
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

async function open(mollie: MollieClient, config: MollieConfig, request: CheckoutRequest): Promise<CheckoutStarted> {
  const { transactionId, payer, saveMethod, mode } = request;
  const params = paymentParams(request, config);
  const earlier = await earlierPayment(mollie, transactionId);
  if (earlier) return started(earlier, request);
  const idempotencyKey = `${transactionId}-checkout`;
  if (!saveMethod && mode === "payment") return started(await mollie.payments.create({ ...params, idempotencyKey }), request);
  const customerId = payer.reference ?? (await makeCustomer(mollie, payer));
  const first = { ...params, sequenceType: SequenceType.first };
  try {
    return started(await mollie.payments.create({ ...first, customerId, idempotencyKey }), request);
  } catch (error) {
    if (!payer.reference || !isLostCustomer(error)) throw error;
    // A customer of another account, or one deleted at Mollie: the keys were changed.
    const fresh = await makeCustomer(mollie, payer);
    return started(await mollie.payments.create({ ...first, customerId: fresh, idempotencyKey: `${idempotencyKey}-${fresh}` }), request);
  }
}

function paymentParams(request: CheckoutRequest, config: MollieConfig): Created {
  const { mode, amount, locale, returnUrl, cancelUrl, settings } = request;
  const methods = SAVED_FOR_NOTHING.flatMap(([setting, method]) => (settings[setting] === false ? [] : [method]));
  if (mode === "setup" && methods.length === 0)
    throw new RefusedRequest("invalid_request", "No method is on that can be saved for nothing.");
  return {
    amount: toMollieAmount(mode === "setup" ? { ...amount, minor: 0n } : amount),
    description: describedFor(request),
    redirectUrl: returnUrl,
    cancelUrl,
    ...told(request, config),
    metadata: metadataOf(request),
    sequenceType: SequenceType.oneoff,
    ...(LOCALES.has(locale) && { locale: LOCALES.get(locale) }),
    ...(mode === "setup" && { method: methods }),
  };
}

/** The address that Mollie tells what becomes of a payment. */
export function told({ transactionId, webhookUrl }: { transactionId: string; webhookUrl: string }, { apiBase }: MollieConfig) {
  return isReachable(webhookUrl) || apiBase ? { webhookUrl: addressFor(transactionId, webhookUrl) } : {};
}

/** The key holds what is sent, so that a changed name makes no conflict. Mollie forgets keys after an hour; an unused customer costs nothing. */
async function makeCustomer(mollie: MollieClient, { id, email, name }: Payer): Promise<string> {
  const digest = createHash("sha256").update(`${email}\n${name}`).digest("hex").slice(0, 12);
  const idempotencyKey = `customer-${id}-${digest}`;
  const customer = await mollie.customers.create({ name, email, metadata: { customerId: id }, idempotencyKey });
  return customer.id;
}

/** One that was found again may be past its page: what became of it is looked up where viewers return to. */
function started(payment: Payment, { returnUrl }: CheckoutRequest): CheckoutStarted {
  return { reference: payment.id, url: payment._links.checkout?.href ?? returnUrl };
}
