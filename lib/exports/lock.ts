import type { Tx } from "#lib/db/transaction.ts";

/** Lets one asking of an operator's go on at a time, so that they are not counted past each other. */
export async function lockAsking(tx: Tx, operatorId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('streamtill exports'), hashtext(${operatorId}))`;
}
