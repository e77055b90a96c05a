import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { env } from "#lib/kernel/env.ts";
import type { SecretsOf, TemplateKey, VariablesOf } from "#lib/messages/catalog.ts";
import { type MessageRequest, queueMessage } from "#lib/messages/queue.ts";
import type { Settings } from "#lib/settings/schema.ts";

export type Links = { account: string; plans: string; invoices: string; pay: (invoiceId: string) => string };

export type Notice<K extends TemplateKey> = {
  /** From stable ids, never from dates or texts: the same event is told once. */
  dedupeKey: string;
  customer: Customer;
  refs?: { subscriptionId?: string; invoiceId?: string; transactionId?: string };
  variables: (links: Links) => VariablesOf<K>;
  secrets?: SecretsOf<K>;
};

/** Queues a message to a viewer, in their language and on the channels they have. A closed account gets none. */
export async function notify<K extends TemplateKey>(tx: Tx, key: K, settings: Settings, notice: Notice<K>): Promise<void> {
  const { dedupeKey, customer, refs, variables, secrets } = notice;
  if (customer.closedAt) return;
  const { id, name, email, phone, smsConsent, locale } = customer;
  const recipient = { customerId: id, name, email, phone, smsConsent, locale };
  const request = { key, dedupeKey, recipient, variables: variables(links()), secrets, refs };
  await queueMessage(tx, request as MessageRequest<K>, settings);
}

function links(): Links {
  const home = env().APP_URL;
  return {
    account: `${home}/account`,
    plans: home,
    invoices: `${home}/account/invoices`,
    pay: (invoiceId) => `${home}/account/pay/${invoiceId}`,
  };
}
