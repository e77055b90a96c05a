import type { Tx } from "#lib/db/transaction.ts";

/** Locks what is written of visitors of a day, unless somebody writes it just now. Whoever writes of one waits (the trigger `keep_funnel_visit`). */
export async function tryLockVisits(tx: Tx, day: Date): Promise<boolean> {
  const [{ locked }] = await tx.$queryRaw<[{ locked: boolean }]>`
    SELECT pg_try_advisory_xact_lock(hashtext('funnel day'), ${day}::date - DATE '2000-01-01') AS "locked"`;
  return locked;
}
