import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";

/** Gives an account that is not closed another password, and the proof of its address that came with it. @throws Prisma's P2025 when there is none. */
export function setPassword(tx: Tx, id: string, passwordHash: string, proof?: { emailVerifiedAt: Date }): Promise<Customer> {
  return tx.customer.update({ where: { id, closedAt: null }, data: { passwordHash, ...proof } });
}

/** The viewer has shown that the address is theirs. */
export function proveEmail(tx: Tx, id: string): Promise<Customer> {
  return tx.customer.update({ where: { id }, data: { emailVerifiedAt: now(), updatedAt: now() } });
}
