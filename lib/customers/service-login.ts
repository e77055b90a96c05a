import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { seal, unseal } from "#lib/kernel/seal.ts";
import { newServicePassword } from "./register.ts";

/** The login of the TV app, readable: for its owner's eyes and the welcome message. */
export type ServiceLogin = { userId: string; password: string };

export function serviceLogin(customer: Pick<Customer, "serviceUserId" | "servicePassword">): ServiceLogin {
  return { userId: customer.serviceUserId, password: unseal(customer.servicePassword) };
}

/** Gives the TV app's login a new password; the old one ends. */
export async function resetServicePassword(tx: Tx, id: string): Promise<ServiceLogin> {
  const password = newServicePassword();
  const customer = await tx.customer.update({ where: { id }, data: { servicePassword: seal(password), updatedAt: now() } });
  return { userId: customer.serviceUserId, password };
}
