import { z } from "zod";
import { DomainError } from "#lib/kernel/errors.ts";
import type { Self } from "./factors.ts";
import { takeTurn } from "./pace.ts";
import { verifyPassword } from "./password.ts";
import { type ProvePasskeyInput, provePasskey } from "./prove-passkey.ts";
import { noteConfirmed } from "./session-store.ts";
import { loggingFailure } from "./sign-in.ts";

export const confirmWithPasswordInput = z.object({ password: z.string("required").min(1, "required").max(200, "password_too_long") });
export type ConfirmWithPasswordInput = z.output<typeof confirmWithPasswordInput>;

/** Proves again who sits at a session, before secrets, roles and factors. @throws DomainError `wrong_password` at `password`; `throttled`. */
export async function confirmWithPassword({ password }: ConfirmWithPasswordInput, { operator, sessionId, ip }: Self): Promise<void> {
  await loggingFailure(operator, ip, "confirm", async () => {
    await takeTurn([{ key: `confirm:${operator.id}`, free: 10, windowSeconds: 900 }]);
    if (!(await verifyPassword(password, operator.passwordHash))) throw new DomainError("wrong_password", { field: "password" });
  });
  await noteConfirmed(sessionId);
}

/** The passkey stands alone here, so its device must have asked who uses it. @throws DomainError `passkey_failed`. */
export async function confirmWithPasskey({ response }: ProvePasskeyInput, self: Self): Promise<void> {
  await loggingFailure(self.operator, self.ip, "confirm_passkey", () => provePasskey(self, response, { alone: true }));
  await noteConfirmed(self.sessionId);
}
