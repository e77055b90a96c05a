import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";

/** The gateways know a viewer's name and address. Changed again meanwhile, they stay to be told. */
export async function notePayerTold({
  id,
  payerDueAt,
  email,
  name,
}: Pick<Customer, "id" | "payerDueAt" | "email" | "name">): Promise<void> {
  await db.customer.updateMany({ where: { id, payerDueAt, email, name }, data: { payerDueAt: null } });
}
