import type { Tx } from "#lib/db/transaction.ts";

/** Writes down when a locked viewer used the TV app for the first time. */
export async function noteFirstLogin(tx: Tx, id: string, firstLoginAt: Date): Promise<void> {
  await tx.customer.update({ where: { id }, data: { firstLoginAt } });
}
