import { z } from "zod";
import { recordAudit } from "#lib/audit/audit.ts";
import { emailAddress } from "#lib/customers/profile.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Operator } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { throttlePasswordTry } from "./account.ts";
import { operatorActor } from "./actor.ts";
import { verifyPassword } from "./password.ts";
import { forgive } from "./throttle.ts";

export const signIn = z.object({ email: emailAddress, password: z.string("required").min(1, "required").max(200, "password_too_long") });

export type SignIn = z.output<typeof signIn>;

/** @throws DomainError `sign_in_failed` (401) alike for an unknown address, a wrong password and a closed account; `throttled` (429). */
export async function signInViewer({ email, password }: SignIn, ip: string | null): Promise<Customer> {
  await throttlePasswordTry("viewer", email, ip);
  const viewer = await db.customer.findUnique({ where: { email, closedAt: null } });
  if (!(await verifyPassword(password, viewer?.passwordHash ?? null)) || !viewer) throw signInFailed();
  await forgive(`sign-in:viewer:${email}`);
  return viewer;
}

/** The same for operators, who are told apart from viewers by their own table, page and cookie. Every sign-in is in the audit log. */
export async function signInOperator({ email, password }: SignIn, ip: string | null): Promise<Operator> {
  await throttlePasswordTry("operator", email, ip);
  const operator = await db.operator.findUnique({ where: { email, disabledAt: null } });
  if (!(await verifyPassword(password, operator?.passwordHash ?? null)) || !operator) throw signInFailed();
  await forgive(`sign-in:operator:${email}`);
  return transaction(async (tx) => {
    await recordAudit(tx, {
      actor: operatorActor(operator, ip),
      action: "operator.signed_in",
      subjectType: "operator",
      subjectId: operator.id,
    });
    return tx.operator.update({ where: { id: operator.id }, data: { lastSignInAt: now() } });
  });
}

function signInFailed(): DomainError {
  return new DomainError("sign_in_failed", { status: 401 });
}
