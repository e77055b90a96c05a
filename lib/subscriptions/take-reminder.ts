import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";

/** Takes the reminder of a subscription that is due. Returns false when another worker did, or it is not due any more. */
export async function takeReminder(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.subscription.updateMany({ where: { id, remindAt: { lte: now() } }, data: { remindAt: null } });
  return count > 0;
}
