import { z } from "zod";
import { proveEmail } from "#lib/customers/credentials.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { queueMessage } from "#lib/messages/sending/queue.ts";
import { pageLink, recipientOf } from "./account.ts";
import { createLinkToken, inMinutes, revokeLinkTokens, useLinkToken } from "./link-token.ts";
import { throttle } from "./throttle.ts";

const THREE_DAYS = 3 * 24 * 60;

/** Sends the link that proves the address. */
export async function sendVerification(tx: Tx, customer: Customer): Promise<void> {
  const token = await createLinkToken(tx, "VERIFY_EMAIL", customer.id, THREE_DAYS);
  await queueMessage(tx, {
    key: "verify_email",
    dedupeKey: `verify_email:${customer.id}:${newId()}`,
    recipient: recipientOf("viewer", customer),
    variables: { expires_at: inMinutes(THREE_DAYS) },
    secrets: { links: { verify: pageLink("viewer", "verify-email", { token }) } },
  });
}

/** Sends it again, on the viewer's wish. @throws DomainError `already_verified` or `throttled`. */
export async function resendVerification(customer: Customer): Promise<void> {
  if (customer.emailVerifiedAt) throw new DomainError("already_verified", { status: 409 });
  await throttle(`verify-email:${customer.id}`, 5, 3600);
  await transaction((tx) => sendVerification(tx, customer));
}

export const verifyEmailInput = z.object({ token: z.string().max(100) });
export type VerifyEmailInput = z.output<typeof verifyEmailInput>;

/** Follows the link. @throws DomainError `link_expired` (410). */
export function verifyEmail({ token }: VerifyEmailInput): Promise<Customer> {
  return transaction(async (tx) => {
    const id = await useLinkToken(tx, token, "VERIFY_EMAIL");
    if (!id) throw new DomainError("link_expired", { status: 410 });
    await revokeLinkTokens(tx, "VERIFY_EMAIL", id);
    return proveEmail(tx, id);
  });
}
