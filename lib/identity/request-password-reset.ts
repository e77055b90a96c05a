import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { emailAddress } from "#lib/customers/profile.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { newId } from "#lib/kernel/ids.ts";
import { queueMessage } from "#lib/messages/queue.ts";
import { type Account, accountByEmail, pageLink, RESET_PURPOSE, recipientOf } from "./account.ts";
import { createLinkToken, inMinutes } from "./link-token.ts";
import type { SessionKind } from "./session-token.ts";
import { throttle } from "./throttle.ts";

/** `to`: the page of ours where the viewer was going, so that a basket outlives a forgotten password. */
export const requestReset = z.object({ email: emailAddress, to: z.string().max(500).optional() });

const RESET_MINUTES = 60;
/** Longer than queueing a message takes, so that the time of an answer does not tell whether there was an account. */
const ANSWER_MS = 300;

/** Sends a link to choose a new password, when the address has an account. The answer is the same when it has none. @throws `throttled`. */
export async function requestPasswordReset(
  kind: SessionKind,
  { email, to }: z.output<typeof requestReset>,
  ip: string | null,
): Promise<void> {
  if (ip) await throttle(`reset-password:${kind}:${ip}`, 30, 3600);
  await throttle(`reset-password:${kind}:${email}`, 5, 3600);
  const work = transaction(async (tx) => {
    const account = await accountByEmail(tx, kind, email);
    if (account) await sendResetLink(tx, kind, account, RESET_MINUTES, to);
  });
  await Promise.all([work, pause(ANSWER_MS)]);
}

/** @returns the link, which invites a new operator too. */
export async function sendResetLink(tx: Tx, kind: SessionKind, account: Account, minutes: number, to?: string): Promise<string> {
  const token = await createLinkToken(tx, RESET_PURPOSE[kind], account.id, minutes);
  const link = pageLink(kind, "reset-password", { token, to });
  await queueMessage(tx, {
    key: "reset_password",
    dedupeKey: `reset_password:${account.id}:${newId()}`,
    recipient: recipientOf(kind, account),
    variables: { expires_at: inMinutes(minutes) },
    secrets: { links: { reset: link } },
  });
  return link;
}
