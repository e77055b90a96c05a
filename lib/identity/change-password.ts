import { z } from "zod";
import { transaction } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { type Account, replacePassword, throttlePasswordTry } from "./account.ts";
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
  await throttlePasswordTry(kind, account.email, null);
  if (!(await verifyPassword(input.currentPassword, account.passwordHash)))
    throw new DomainError("wrong_password", { field: "currentPassword" });
  const passwordHash = await hashPassword(input.newPassword);
  return transaction((tx) => replacePassword(tx, kind, account.id, passwordHash));
}
