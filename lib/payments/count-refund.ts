import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";

/** Counts a refund in its charge, which PostgreSQL holds to what was paid. */
export async function countRefund(tx: Tx, { refundOfId, amount }: Transaction): Promise<void> {
  await tx.transaction.update({ where: { id: refundOfId! }, data: { refunded: { increment: amount } } });
}

/** A refund that did not go through is not counted in its charge any more. */
export async function freeRefund(tx: Tx, { refundOfId, amount }: Transaction): Promise<void> {
  await tx.transaction.update({ where: { id: refundOfId! }, data: { refunded: { decrement: amount } } });
}
