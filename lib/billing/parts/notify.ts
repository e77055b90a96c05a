import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { signLink } from "#lib/kernel/signed-link.ts";
import type { SecretsOf, TemplateKey, VariablesOf } from "#lib/messages/catalog.ts";
import { type Letter, type MessageRefs, queueMessages } from "#lib/messages/sending/queue.ts";
import { readTemplates } from "#lib/messages/sending/read-templates.ts";
import type { Template } from "#lib/messages/templates/templates.ts";
import type { Settings } from "#lib/settings/schema.ts";

export type Links = { account: string; methods: string; plans: string; invoices: string; pay: (invoiceId: string) => string };

export type Notice<K extends TemplateKey> = {
  /** From stable ids, never from dates or texts: the same event is told once. */
  dedupeKey: string;
  refs?: MessageRefs;
  variables: (links: Links) => VariablesOf<K>;
  secrets?: SecretsOf<K>;
};

/** Queues a message to a viewer, in their language and on the channels they have. */
export async function notify<K extends TemplateKey>(
  tx: Tx,
  key: K,
  settings: Settings,
  { customer, ...notice }: Notice<K> & { customer: Customer },
): Promise<void> {
  await send(tx, await readTemplates(tx, customer, [key]), customer, settings, [letter(key, notice)]);
}

/** A message to be sent with others. */
export function letter<K extends TemplateKey>(key: K, { variables, ...notice }: Notice<K>): Letter {
  return { ...notice, key, variables: variables(links()) } as unknown as Letter;
}

/** Queues several at once, as `queueMessages`. A closed account gets none. */
export async function send(tx: Tx, templates: Template[], customer: Customer, settings: Settings, letters: Letter[]): Promise<void> {
  const { id, name, email, phone, smsConsent, locale, closedAt } = customer;
  if (!closedAt) await queueMessages(tx, templates, { customerId: id, name, email, phone, smsConsent, locale }, settings, letters);
}

/** A link to pay works to the next letter and a little longer; then it asks to sign in. It is no secret: it lets nobody but pay. */
const PAY_LINK_MS = 14 * 86_400_000;

function links(): Links {
  const home = env().APP_URL;
  return {
    account: `${home}/account`,
    methods: `${home}/account/payment-methods`,
    plans: home,
    invoices: `${home}/account/invoices`,
    pay: (invoiceId) => `${home}/pay?token=${signLink("pay-invoice", invoiceId, new Date(now().getTime() + PAY_LINK_MS))}`,
  };
}
