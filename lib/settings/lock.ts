import type { Tx } from "#lib/db/transaction.ts";

/** Lets one change of settings go on at a time. */
export async function lockSettings(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('settings'))`;
}
