import { z } from "zod";
import { transaction } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { type Account, replacePassword } from "./account.ts";
import { newOperatorPassword, newViewerPassword, refuseGuessable } from "./new-password.ts";
import { takeTurn } from "./pace.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import type { SessionKind } from "./session-token.ts";
import { loggingFailure } from "./sign-in.ts";

const currentPassword = z.string("required").min(1, "required").max(200, "password_too_long");
export const changeViewerPasswordInput = z.object({ currentPassword, newPassword: newViewerPassword });
export const changeOperatorPasswordInput = z.object({ currentPassword, newPassword: newOperatorPassword });

/**
 * Changes the password of who is signed in. Every session ends, so the caller starts a new one for this browser.
 * @throws DomainError `wrong_password` at `currentPassword`; `password_same`, `password_common` at `newPassword`; `throttled`.
 */
export async function changeOwnPassword(
  kind: SessionKind,
  account: Account,
  input: z.output<typeof changeViewerPasswordInput>,
  ip: string | null,
): Promise<Account> {
  const proveOwner = async () => {
    await takeTurn([{ key: `change-password:${account.id}`, free: 10, windowSeconds: 900 }]);
    if (!(await verifyPassword(input.currentPassword, account.passwordHash)))
      throw new DomainError("wrong_password", { field: "currentPassword" });
  };
  await (kind === "operator" ? loggingFailure(account, ip, "change_password", proveOwner) : proveOwner());
  await refuseGuessable(account, input.newPassword, "newPassword");
  await refuseSamePassword(account, input.newPassword, "newPassword");
  const passwordHash = await hashPassword(input.newPassword);
  return transaction((tx) => replacePassword(tx, kind, account.id, passwordHash, { how: "changed", ip }));
}

/** @throws DomainError `password_same` at `field`: whoever is asked for a new one may have lost the old one to somebody. */
export async function refuseSamePassword({ passwordHash }: Pick<Account, "passwordHash">, chosen: string, field: string): Promise<void> {
  if (await verifyPassword(chosen, passwordHash)) throw new DomainError("password_same", { field });
}
