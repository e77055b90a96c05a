import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { Customer, Message } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
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
    if (message.nextAttemptAt) throw conflict("message_still_queued");
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

type Obstacle = "message_still_queued" | "resend_secret_gone" | "resend_no_phone" | "resend_no_consent";

/** Whether, and if not why not, a message can be sent again. The same rules as `resendMessage`. */
export function resendObstacle(message: Message, customer: Customer | null): Obstacle | null {
  if (message.nextAttemptAt) return "message_still_queued";
  return addressObstacle(message, customer) ?? (presentSecrets(message, customer) ? null : "resend_secret_gone");
}

/** @throws 409 where there is none that may be written to. */
export function presentAddress(message: Message, customer: Customer | null): string {
  const obstacle = addressObstacle(message, customer);
  if (obstacle) throw conflict(obstacle);
  if (!customer) return message.recipient;
  return (message.kind === "EMAIL" ? customer.email : customer.phone) ?? message.recipient;
}

function addressObstacle({ kind, templateKey }: Message, customer: Customer | null): "resend_no_phone" | "resend_no_consent" | null {
  if (!customer || kind === "EMAIL") return null;
  if (!customer.phone) return "resend_no_phone";
  const needsConsent = CATALOG[templateKey as TemplateKey]?.smsNeedsConsent ?? true;
  return needsConsent && !customer.smsConsent ? "resend_no_consent" : null;
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
  throw conflict("resend_secret_gone");
}

function copied({ kind, templateKey, templateVersionId, locale, customerId, subject, html, text, ...message }: Message) {
  const { subscriptionId, invoiceId, transactionId, segments, encoding } = message;
  const refs = { customerId, subscriptionId, invoiceId, transactionId };
  return { kind, templateKey, templateVersionId, locale, subject, html, text, segments, encoding, ...refs };
}
