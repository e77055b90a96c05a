import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";

/** By the login of the TV app, as it is written: upper case. */
export function customerByServiceUserId(serviceUserId: string): Promise<Customer | null> {
  return db.customer.findUnique({ where: { serviceUserId } });
}

export function customerById(id: string): Promise<Customer | null> {
  return db.customer.findUnique({ where: { id } });
}
