import { z } from "zod";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { type Account, RESET_PURPOSE, replacePassword } from "./account.ts";
import { useLinkToken } from "./link-token.ts";
import { hashPassword, newPassword } from "./password.ts";
import type { SessionKind } from "./session-token.ts";

export const resetPassword = z.object({ token: z.string().max(100), password: newPassword });

/** Follows a reset link: a new password, every session ended. It also proves a viewer's address. @throws DomainError `link_expired` (410). */
export async function resetPasswordWithLink(kind: SessionKind, { token, password }: z.output<typeof resetPassword>): Promise<Account> {
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    const id = await useLinkToken(tx, token, RESET_PURPOSE[kind]);
    if (!id) throw new DomainError("link_expired", { status: 410 });
    return replacePassword(tx, kind, id, passwordHash, { emailVerifiedAt: now() });
  });
}
