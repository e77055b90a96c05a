import type { Customer, Prisma } from "#lib/db/generated/client.ts";
import { lockedRow, lockRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { notFound } from "#lib/kernel/errors.ts";

/** Locks a customer's row until the transaction ends; rows that refer to it may still be written. @throws 404 when there is none. */
export async function lockCustomer(tx: Tx, id: string): Promise<Customer> {
  const row = await lockRow(tx, "Customer", id, "NO KEY UPDATE");
  if (!row) throw notFound("customer_unknown");
  return row;
}

/** The same as a part of a statement that locks more: the customer of whom `which` is true. */
export function lockedCustomer(which: Prisma.Sql): Prisma.Sql {
  return lockedRow("Customer", which, "NO KEY UPDATE");
}
