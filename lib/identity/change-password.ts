import { z } from "zod";
import { transaction } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { type Account, replacePassword } from "./account.ts";
import { takeTurn } from "./pace.ts";
import { hashPassword, newPassword, verifyPassword } from "./password.ts";
import type { SessionKind } from "./session-token.ts";

export const changePassword = z.object({
  currentPassword: z.string("required").min(1, "required").max(200, "password_too_long"),
  newPassword,
});

/**
 * Changes the password of who is signed in. Every session ends, so the caller starts a new one for this browser.
 * @throws DomainError `wrong_password` at `currentPassword`; `throttled`.
 */
export async function changeOwnPassword(kind: SessionKind, account: Account, input: z.output<typeof changePassword>): Promise<Account> {
  await takeTurn([{ key: `change-password:${account.id}`, free: 10, windowSeconds: 900 }]);
  if (!(await verifyPassword(input.currentPassword, account.passwordHash)))
    throw new DomainError("wrong_password", { field: "currentPassword" });
  const passwordHash = await hashPassword(input.newPassword);
  return transaction((tx) => replacePassword(tx, kind, account.id, passwordHash));
}
