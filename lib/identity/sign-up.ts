import { z } from "zod";
import { personName } from "#lib/customers/profile.ts";
import { register } from "#lib/customers/register.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { isDuplicate } from "#lib/db/rows.ts";
import { transaction } from "#lib/db/transaction.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { flag } from "#lib/kernel/inputs.ts";
import { networkOf } from "#lib/kernel/network.ts";
import { phoneNumber } from "#lib/kernel/phone.ts";
import type { Caller } from "./known-browser.ts";
import { newViewerPassword, refuseGuessable } from "./new-password.ts";
import { takeTurn } from "./pace.ts";
import { hashPassword } from "./password.ts";
import { tryPassword } from "./password-try.ts";
import { sendVerification } from "./verify-email.ts";

export const signUpInput = z.object({
  name: personName,
  email: emailAddress,
  phone: phoneNumber,
  password: newViewerPassword,
  locale: z.enum(["en", "ar"]).default("en"),
  marketingConsent: flag,
});

export type SignUpInput = z.output<typeof signUpInput>;

/**
 * Opens an account, or the one that is there when the password is its own.
 * @throws DomainError `sign_up_refused` for a known address with another password: the text names sign-in and "forgotten password", not which
 * of the details was at fault (docs/decisions/0004-sessions.md); `throttled` (429).
 */
export async function signUpViewer(input: SignUpInput, caller: Caller): Promise<Customer> {
  await takeTurn([{ key: `sign-up:${networkOf(caller.ip)}`, free: 20, windowSeconds: 3600 }]);
  await refuseGuessable(input, input.password, "password");
  const known = await db.customer.findUnique({ where: { email: input.email } });
  if (!known) return open(input);
  if (!(await tryPassword("viewer", input, known, caller)) || known.closedAt) throw refused();
  return known;
}

async function open({ password, ...registration }: SignUpInput): Promise<Customer> {
  const passwordHash = await hashPassword(password);
  try {
    return await transaction(async (tx) => {
      const customer = await register(tx, { ...registration, passwordHash });
      await sendVerification(tx, customer);
      return customer;
    });
  } catch (error) {
    throw isDuplicate(error) ? refused() : error;
  }
}

function refused(): DomainError {
  return new DomainError("sign_up_refused");
}
