import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { seal } from "#lib/kernel/seal.ts";
import { lockCustomer } from "./lock.ts";
import { newServicePassword } from "./register.ts";

/** The login of the TV app, readable: for its owner's eyes and the welcome message. */
export type ServiceLogin = { userId: string; password: string };

export const renewServiceLoginInput = z.object({ customerId: z.uuid("invalid") });
export type RenewServiceLoginInput = z.output<typeof renewServiceLoginInput>;

/** Gives the TV app's login a new password, and says so in the audit log; the old one ends. @throws 404 `customer_unknown`. */
export function renewServiceLogin({ customerId }: RenewServiceLoginInput, actor: Actor): Promise<ServiceLogin> {
  return transaction(async (tx) => {
    await lockCustomer(tx, customerId);
    await recordAudit(tx, { actor, action: "customer.login_reset", subjectType: "customer", subjectId: customerId });
    return newPassword(tx, customerId);
  });
}

/** A new password for a locked customer; why, the caller writes in the audit log. */
export async function newPassword(tx: Tx, id: string): Promise<ServiceLogin> {
  const password = newServicePassword();
  const customer = await tx.customer.update({ where: { id }, data: { servicePassword: seal(password), updatedAt: now() } });
  return { userId: customer.serviceUserId, password };
}
