import { z } from "zod";
import { recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Operator } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { operatorActor } from "./actor.ts";
import { tellOfFactor } from "./factor-letter.ts";
import { hasSecondFactor, type OperatorAccount } from "./factors.ts";
import type { Caller } from "./known-browser.ts";
import { tryPassword } from "./password-try.ts";

export const signInInput = z.object({
  email: emailAddress,
  password: z.string("required").min(1, "required").max(200, "password_too_long"),
});

export type SignInInput = z.output<typeof signInInput>;

/** @throws DomainError `sign_in_failed` (401) alike for an unknown address, a wrong password and a closed account; `throttled` (429). */
export async function signInViewer(input: SignInInput, caller: Caller): Promise<Customer> {
  const viewer = await db.customer.findUnique({ where: { email: input.email, closedAt: null } });
  if (!(await tryPassword("viewer", input, viewer, caller)) || !viewer) throw signInFailed();
  return viewer;
}

/**
 * The same for operators, who are told apart from viewers by their own table, page and cookie. Without a second factor they are in; with one,
 * the second step is due. Every sign-in, and every one that failed, is in the audit log.
 */
export async function signInOperator(input: SignInInput, caller: Caller): Promise<OperatorAccount> {
  const found = await db.operator.findUnique({
    where: { email: input.email, disabledAt: null },
    include: { _count: { select: { passkeys: true } } },
  });
  const operator = await loggingFailure({ email: input.email, id: found?.id }, caller.ip, "password", async () => {
    if (!(await tryPassword("operator", input, found, caller)) || !found) throw signInFailed();
    return found;
  });
  if (!hasSecondFactor(operator)) await completeSignIn(operator, caller.ip, "password");
  return operator;
}

/** `how`: the factor that was given last. */
export async function completeSignIn(
  operator: Operator,
  ip: string | null,
  how: "password" | "totp" | "recovery_code" | "passkey",
): Promise<void> {
  await transaction(async (tx) => {
    const subject = { subjectType: "operator", subjectId: operator.id };
    await recordAudit(tx, { actor: operatorActor(operator, ip), action: "operator.signed_in", ...subject, after: { factor: how } });
    if (how === "recovery_code") await tellOfFactor(tx, operator, "code_used", ip);
    await tx.operator.update({ where: { id: operator.id }, data: { lastSignInAt: now() } });
  });
}

/**
 * Does what proves who somebody is; when it is refused, as wrong or as one try too many, that is in the audit log. `id`: whose account it was,
 * when there is one. The actor is not proven, so the log names the address that was typed.
 */
export async function loggingFailure<T>(
  { email, id }: { email: string; id?: string },
  ip: string | null,
  factor: string,
  prove: () => Promise<T>,
): Promise<T> {
  try {
    return await prove();
  } catch (error) {
    if (error instanceof DomainError) {
      const entry = { action: "operator.sign_in_failed", subjectType: "operator", subjectId: id };
      const after = error.code === "throttled" ? { factor, refused: "throttled" } : { factor };
      await recordAudit(db, { actor: { kind: "OPERATOR", name: email, ip }, ...entry, after });
    }
    throw error;
  }
}

function signInFailed(): DomainError {
  return new DomainError("sign_in_failed", { status: 401 });
}
