import { type Description, faultsOf, faultsOfAnswer, readDescription, type SeenAnswer, type SeenRequest } from "#tests/support/openapi.ts";

const FILES: [prefix: string, file: string][] = [
  ["/v2/checkout/", "paypal-checkout_orders_v2.json"],
  ["/v2/payments/", "paypal-payments_payment_v2.json"],
  ["/v3/vault/", "paypal-vault_payment_tokens_v3.json"],
  ["/v1/customer/disputes", "paypal-customer_disputes_v1.json"],
  ["/v1/notifications/webhooks", "paypal-notifications_webhooks_v1.json"],
];

const read = new Map<string, Description | null>();

function descriptionOf(path: string): Description | null {
  const file = FILES.find(([prefix]) => path.startsWith(prefix))?.[1];
  if (!file) return null;
  if (!read.has(file)) read.set(file, readDescription(file));
  return read.get(file) ?? null;
}

export const hasDescriptions = (): boolean => descriptionOf("/v2/checkout/orders") !== null;

/** The description of the vault knows one kind of token, the library another, which PayPal's guides use. */
const OUTDATED = /payment_source\/token\/type must be equal/;

/** What is wrong with a request by PayPal's own description; tokens and reports are in none. */
export function requestFaults(request: SeenRequest): string[] {
  const description = descriptionOf(request.path);
  return description ? faultsOf(description, request).filter((fault) => !OUTDATED.test(fault)) : [];
}

export function answerFaults(answer: SeenAnswer): string[] {
  const description = descriptionOf(answer.path);
  return description ? faultsOfAnswer(description, answer) : [];
}
