import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { seal } from "#lib/kernel/seal.ts";
import { queueMessage, type Recipient } from "#lib/messages/sending/queue.ts";

export const zoe: Recipient = {
  name: "Zoë <b>Müller</b>",
  email: "zoe@example.com",
  phone: "+4915112345678",
  smsConsent: true,
  locale: "en",
};

const links = { app: "https://watch.test", account: "https://tv.test/account" };
let count = 0;

/** A key that no other test uses. */
export const freshKey = () => `test:${++count}`;

export function welcome(recipient: Recipient = zoe, dedupeKey = freshKey()): Promise<string[]> {
  const variables = { plan: { name: "Premium & Co" }, login: { user_id: "48210937" }, renews_on: null, links };
  const secrets = { login: { password: "plum-<river>-42" } };
  return transaction((tx) => queueMessage(tx, { key: "welcome", dedupeKey, recipient, variables, secrets }));
}

export function resetPassword(recipient: Recipient = zoe, dedupeKey = freshKey()): Promise<string[]> {
  const secrets = { links: { reset: "https://tv.test/reset?token=SECRET" } };
  return transaction((tx) => queueMessage(tx, { key: "reset_password", dedupeKey, recipient, variables: { expires_at: now() }, secrets }));
}

export function trialEnding(recipient: Recipient = zoe, dedupeKey = freshKey()): Promise<string[]> {
  const variables = { plan: { name: "Premium" }, amount: { minor: 1499n, currency: "EUR" }, trial_ends_on: now(), links };
  return transaction((tx) => queueMessage(tx, { key: "trial_ending", dedupeKey, recipient, variables }));
}

export const messagesOf = (ids: string[]) =>
  db.message.findMany({
    where: { id: { in: ids } },
    include: { events: { orderBy: { id: "asc" }, omit: { txid: true, position: true } } },
    orderBy: { kind: "asc" },
  });

export function customer(values: Partial<Customer> = {}): Promise<Customer> {
  // Without digits, for tests search by number.
  const unique = crypto.randomUUID().replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)]);
  const at = now();
  const own = { email: `${unique}@example.com`, name: "Zoë", serviceUserId: unique, servicePassword: seal("present-password") };
  return db.customer.create({ data: { ...own, createdAt: at, updatedAt: at, ...values } });
}

export const recipientOf = ({ id, name, email, phone, smsConsent, locale }: Customer): Recipient => ({
  customerId: id,
  name,
  email,
  phone,
  smsConsent,
  locale,
});
