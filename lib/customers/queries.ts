import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";

export function customerById(id: string): Promise<Customer | null> {
  return db.customer.findUnique({ where: { id } });
}
