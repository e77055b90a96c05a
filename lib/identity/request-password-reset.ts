import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { recordAudit } from "#lib/audit/audit.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { newId } from "#lib/kernel/ids.ts";
import { networkOf } from "#lib/kernel/network.ts";
import { queueMessage } from "#lib/messages/sending/queue.ts";
import { type Account, accountByEmail, pageLink, RESET_PURPOSE, recipientOf } from "./account.ts";
import type { Caller } from "./known-browser.ts";
import { createLinkToken, inMinutes } from "./link-token.ts";
import { localPath } from "./local-path.ts";
import { takeTurn } from "./pace.ts";
import type { SessionKind } from "./session-token.ts";

/** `to`: the page of ours where the viewer was going, so that a basket outlives a forgotten password. */
export const requestPasswordResetInput = z.object({ email: emailAddress, to: z.string().max(500).optional() });
export type RequestPasswordResetInput = z.output<typeof requestPasswordResetInput>;

const RESET_MINUTES = 60;
/** Letters that an account gets within half an hour, whoever asks for them: each of the last ones has a link that works for that long yet. */
const ENOUGH = 5;
/** Longer than queueing a message takes, so that the time of an answer does not tell whether there was an account. */
const ANSWER_MS = 300;

/**
 * Sends a link to choose a new password, when the address has an account. The answer is the same when it has none, and when it has been
 * sent enough of them: what strangers ask for never stops the owner's own, and never fills their mailbox.
 * @throws `throttled` for a network, or a known browser, that asks without end.
 */
export async function requestPasswordReset(
  kind: SessionKind,
  { email, to }: RequestPasswordResetInput,
  { ip, browser }: Caller,
): Promise<void> {
  const paces = [{ key: `reset-password:${kind}:${networkOf(ip)}`, free: 30, windowSeconds: 3600 }];
  const own = browser && { key: `reset-password:${kind}:device:${browser.id}`, free: 5, windowSeconds: 3600, longest: 900 };
  await takeTurn(own ? [...paces, own] : paces);
  const work = transaction(async (tx) => {
    const account = await accountByEmail(tx, kind, email);
    if (account && kind === "operator") await recordRequest(tx, account, ip);
    if (account && (browser?.sub === account.id || !(await hasEnough(tx, kind, account)))) {
      await sendResetLink(tx, kind, account, RESET_MINUTES, to);
    }
  });
  await Promise.all([work, pause(ANSWER_MS)]);
}

function recordRequest(tx: Tx, { id, email }: Account, ip: string | null): Promise<void> {
  const entry = { action: "operator.password_reset_asked", subjectType: "operator", subjectId: id };
  return recordAudit(tx, { actor: { kind: "OPERATOR", name: email, ip }, ...entry });
}

async function hasEnough(tx: Tx, kind: SessionKind, { id }: Account): Promise<boolean> {
  const expiresAt = { gt: inMinutes(RESET_MINUTES / 2) };
  return (await tx.linkToken.count({ where: { purpose: RESET_PURPOSE[kind], subjectId: id, usedAt: null, expiresAt } })) >= ENOUGH;
}

/** @returns the link, which invites a new operator too. */
export async function sendResetLink(tx: Tx, kind: SessionKind, account: Account, minutes: number, to?: string): Promise<string> {
  const token = await createLinkToken(tx, RESET_PURPOSE[kind], account.id, minutes);
  const link = pageLink(kind, "reset-password", { token, to: localPath(to, "") || undefined });
  await queueMessage(tx, {
    key: "reset_password",
    dedupeKey: `reset_password:${account.id}:${newId()}`,
    recipient: recipientOf(kind, account),
    variables: { expires_at: inMinutes(minutes) },
    secrets: { links: { reset: link } },
  });
  return link;
}
