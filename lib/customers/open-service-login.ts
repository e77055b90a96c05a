import { z } from "zod";
import { type Actor, recordAudit, SYSTEM } from "#lib/audit/audit.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { log } from "#lib/kernel/log.ts";
import { unsealed } from "#lib/kernel/seal.ts";
import { lockCustomer } from "./lock.ts";
import { newPassword, renewServiceLogin, type ServiceLogin } from "./renew-service-login.ts";

export const showServiceLoginInput = z.object({ what: z.enum(["reveal", "reset"]) });
export type ShowServiceLoginInput = z.output<typeof showServiceLoginInput>;

/** A viewer looks at the password of their TV app, or asks for a new one. `reset`: it is new, and the old one has ended. */
export async function showServiceLogin(
  { what }: ShowServiceLoginInput,
  viewer: Customer,
  actor: Actor,
): Promise<{ password: string; reset: boolean }> {
  if (what === "reset") return { password: (await renewServiceLogin({ customerId: viewer.id }, actor)).password, reset: true };
  const { password, renewed } = await openServiceLogin(viewer);
  return { password, reset: renewed };
}

type Opened = ServiceLogin & { renewed: boolean };

/** The login of a viewer, as just read, for their eyes; `renewed` as below. @throws 404 `customer_unknown`. */
export async function openServiceLogin(viewer: Customer): Promise<Opened> {
  return readable(viewer) ?? transaction(async (tx) => serviceLogin(tx, await lockCustomer(tx, viewer.id)));
}

/**
 * The login of a customer whose row the caller has locked. A password that cannot be read any more (AUTH_SECRET has changed, the row was
 * altered) is replaced by a new one, `renewed`, so that nobody who has paid is left without a way in.
 */
export async function serviceLogin(tx: Tx, customer: Customer): Promise<Opened> {
  const login = readable(customer);
  if (login) return login;
  log.error({ customerId: customer.id }, "the TV login could not be read and got a new password");
  await recordAudit(tx, { actor: SYSTEM, action: "customer.login_renewed", subjectType: "customer", subjectId: customer.id });
  return { ...(await newPassword(tx, customer.id)), renewed: true };
}

function readable({ serviceUserId: userId, servicePassword }: Customer): Opened | null {
  const password = unsealed(servicePassword);
  return password === null ? null : { userId, password, renewed: false };
}
