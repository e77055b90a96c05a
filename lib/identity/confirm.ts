import { z } from "zod";
import { DomainError } from "#lib/kernel/errors.ts";
import type { Self } from "./factors.ts";
import { takeTurn } from "./pace.ts";
import { provePasskey } from "./passkeys.ts";
import { verifyPassword } from "./password.ts";
import { noteConfirmed } from "./session-store.ts";
import { recordFailedSignIn } from "./sign-in.ts";

export const confirmation = z.object({ password: z.string("required").min(1, "required").max(200, "password_too_long") });

/** Proves again who sits at a session, before secrets, roles and factors. @throws DomainError `wrong_password` at `password`; `throttled`. */
export async function confirmWithPassword({ operator, sessionId, ip }: Self, password: string): Promise<void> {
  await takeTurn([{ key: `confirm:${operator.id}`, free: 10, windowSeconds: 900 }]);
  if (!(await verifyPassword(password, operator.passwordHash))) {
    await recordFailedSignIn(operator.email, operator.id, ip, "confirm");
    throw new DomainError("wrong_password", { field: "password" });
  }
  await noteConfirmed(sessionId);
}

/** @throws DomainError `passkey_failed`. */
export async function confirmWithPasskey(self: Self, response: unknown): Promise<void> {
  await provePasskey(self, response);
  await noteConfirmed(self.sessionId);
}
