import { z } from "zod";
import { recordAudit } from "#lib/audit/audit.ts";
import { emailAddress } from "#lib/customers/profile.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Operator } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { operatorActor } from "./actor.ts";
import type { Caller } from "./known-browser.ts";
import { tryPassword } from "./password-try.ts";

export const signIn = z.object({ email: emailAddress, password: z.string("required").min(1, "required").max(200, "password_too_long") });

export type SignIn = z.output<typeof signIn>;

/** @throws DomainError `sign_in_failed` (401) alike for an unknown address, a wrong password and a closed account; `throttled` (429). */
export async function signInViewer(input: SignIn, caller: Caller): Promise<Customer> {
  const viewer = await db.customer.findUnique({ where: { email: input.email, closedAt: null } });
  if (!(await tryPassword("viewer", input, viewer, caller)) || !viewer) throw signInFailed();
  return viewer;
}

/** The same for operators, who are told apart from viewers by their own table, page and cookie. Every sign-in is in the audit log. */
export async function signInOperator(input: SignIn, caller: Caller): Promise<Operator> {
  const operator = await db.operator.findUnique({ where: { email: input.email, disabledAt: null } });
  if (!(await tryPassword("operator", input, operator, caller)) || !operator) throw signInFailed();
  return transaction(async (tx) => {
    await recordAudit(tx, {
      actor: operatorActor(operator, caller.ip),
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
