import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { Customer, Message } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { unsealed } from "#lib/kernel/seal.ts";
import { CATALOG, type TemplateKey } from "#lib/messages/catalog.ts";
import { placeholdersIn, type Secrets, sealSecrets } from "#lib/messages/templates/secrets.ts";
import { insertMessages } from "./queue.ts";

export const resendMessageInput = z.object({ id: z.uuid("invalid") });
export type ResendMessageInput = z.output<typeof resendMessageInput>;

/**
 * Sends a message once more, word for word, as a new row, to the customer's present address. The TV app's password is filled in as it
 * is now; a one-time link cannot be, since it was erased when the message was sent.
 * @throws DomainError `message_unknown`, `message_still_queued`, `resend_secret_gone`, `resend_no_phone`, `resend_no_consent`.
 */
export function resendMessage({ id }: ResendMessageInput, actor: Actor): Promise<string> {
  return transaction(async (tx) => {
    const message = await tx.message.findUnique({ where: { id }, include: { customer: true } });
    if (!message) throw notFound("message_unknown");
    if (message.nextAttemptAt) throw new DomainError("message_still_queued", { status: 409 });
    const recipient = presentAddress(message, message.customer);
    const secrets = sealSecrets(presentSecrets(message, message.customer) ?? gone());
    const createdAt = now();
    const copy = {
      ...copied(message),
      status: "QUEUED" as const,
      id: newId(createdAt.getTime()),
      resendOfId: id,
      recipient,
      secrets,
      createdAt,
      nextAttemptAt: createdAt,
    };
    const [newMessageId] = await insertMessages(tx, [{ ...copy, dedupeKey: `resend:${copy.id}` }], "operator", actor.name);
    await recordAudit(tx, {
      actor,
      action: "message.resent",
      subjectType: "message",
      subjectId: id,
      after: { messageId: newMessageId, recipient },
    });
    return newMessageId;
  });
}

/** Whether, and if not why not, a message can be sent again. The same rules as `resendMessage`. */
export function resendObstacle(message: Message, customer: Customer | null): string | null {
  try {
    if (message.nextAttemptAt) return "message_still_queued";
    presentAddress(message, customer);
    return presentSecrets(message, customer) ? null : "resend_secret_gone";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

export function presentAddress({ kind, recipient, templateKey }: Message, customer: Customer | null): string {
  if (!customer) return recipient;
  if (kind === "EMAIL") return customer.email;
  if (!customer.phone) throw new DomainError("resend_no_phone", { status: 409 });
  const needsConsent = CATALOG[templateKey as TemplateKey]?.smsNeedsConsent ?? true;
  if (needsConsent && !customer.smsConsent) throw new DomainError("resend_no_consent", { status: 409 });
  return customer.phone;
}

/** What a message that has gone out is filled with when it goes out again; null for a one-time link, which was erased. */
export function presentSecrets(message: Message, customer: Customer | null): Secrets | null {
  const secrets: Secrets = {};
  for (const [standIn, path] of placeholdersIn(message)) {
    const password = path === "login.password" && customer ? unsealed(customer.servicePassword) : null;
    if (password === null) return null;
    secrets[standIn] = password;
  }
  return secrets;
}

function gone(): never {
  throw new DomainError("resend_secret_gone", { status: 409 });
}

function copied({ kind, templateKey, templateVersionId, locale, customerId, subject, html, text, ...message }: Message) {
  const { subscriptionId, invoiceId, transactionId, segments, encoding } = message;
  const refs = { customerId, subscriptionId, invoiceId, transactionId };
  return { kind, templateKey, templateVersionId, locale, subject, html, text, segments, encoding, ...refs };
}
