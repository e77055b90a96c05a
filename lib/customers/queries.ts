import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";

/** The open account of an address, in lower case. */
export function customerByEmail(email: string): Promise<Customer | null> {
  return db.customer.findUnique({ where: { email, closedAt: null } });
}

export function customerById(id: string): Promise<Customer | null> {
  return db.customer.findUnique({ where: { id } });
}
