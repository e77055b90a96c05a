import { recordAudit, SYSTEM } from "#lib/audit/audit.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";
import { seal, unsealed } from "#lib/kernel/seal.ts";
import { newServicePassword } from "./register.ts";

/** The login of the TV app, readable: for its owner's eyes and the welcome message. */
export type ServiceLogin = { userId: string; password: string };

/**
 * The login of a customer whose row the caller has locked. A password that cannot be read any more (AUTH_SECRET has changed, the row was
 * altered) is replaced by a new one, `renewed`, so that nobody who has paid is left without a way in.
 */
export async function serviceLogin(tx: Tx, customer: Customer): Promise<ServiceLogin & { renewed: boolean }> {
  const password = unsealed(customer.servicePassword);
  if (password !== null) return { userId: customer.serviceUserId, password, renewed: false };
  log.error({ customerId: customer.id }, "the TV login could not be read and got a new password");
  await recordAudit(tx, { actor: SYSTEM, action: "customer.login_renewed", subjectType: "customer", subjectId: customer.id });
  return { ...(await resetServicePassword(tx, customer.id)), renewed: true };
}

/** Gives the TV app's login a new password; the old one ends. */
export async function resetServicePassword(tx: Tx, id: string): Promise<ServiceLogin> {
  const password = newServicePassword();
  const customer = await tx.customer.update({ where: { id }, data: { servicePassword: seal(password), updatedAt: now() } });
  return { userId: customer.serviceUserId, password };
}
