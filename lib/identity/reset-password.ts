import { z } from "zod";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { type Account, accountById, RESET_PURPOSE, replacePassword } from "./account.ts";
import { refuseSamePassword } from "./change-password.ts";
import { useLinkToken } from "./link-token.ts";
import { newOperatorPassword, newViewerPassword, refuseGuessable } from "./new-password.ts";
import { hashPassword } from "./password.ts";
import type { SessionKind } from "./session-token.ts";

const token = z.string().max(100);
export const resetViewerPasswordInput = z.object({ token, password: newViewerPassword });
export const resetOperatorPasswordInput = z.object({ token, password: newOperatorPassword });

/**
 * Follows a reset link: a new password, every session ended. It also proves a viewer's address. A second factor stays as it is.
 * @throws DomainError `link_expired` (410); `password_same` or `password_common` at `password`, after which the link still works.
 */
export async function resetPasswordWithLink(
  kind: SessionKind,
  { token, password }: z.output<typeof resetViewerPasswordInput>,
  ip: string | null,
): Promise<Account> {
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    const id = await useLinkToken(tx, token, RESET_PURPOSE[kind]);
    const account = id ? await accountById(tx, kind, id) : null;
    if (!account) throw new DomainError("link_expired", { status: 410 });
    await refuseGuessable(account, password, "password", tx);
    await refuseSamePassword(account, password, "password");
    return replacePassword(tx, kind, account.id, passwordHash, { how: "reset", ip, proof: { emailVerifiedAt: now() } });
  });
}
