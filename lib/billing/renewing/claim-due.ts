import type { Customer } from "#lib/db/generated/client.ts";
import { columnsOf } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";

/** A subscription that is due, and who pays for it: both rows are locked until the transaction ends. */
export type Claimed = { subscriptionId: string; payer: Customer };

/**
 * Claims the first of these subscriptions, by id, that is still due and that nobody holds: what other workers have under way is passed over, not waited for,
 * so any number of them share one list. Should this one die, its claim ends with its connection. Null: none is left for now.
 */
export async function claimDue(tx: Tx, ids: string[]): Promise<Claimed | null> {
  // IS TRUE keeps the list of ids the way in: of all that are due, the index on renewsAt would read each.
  const [claimed] = await tx.$queryRaw<(Customer & { subscriptionId: string })[]>`/* kept */
    SELECT due."id" AS "subscriptionId", ${columnsOf("Customer")}
    FROM "Subscription" due JOIN "Customer" ON "Customer"."id" = due."payerId"
    WHERE due."id" = ANY (${ids}::uuid[]) AND (due."renewsAt" <= ${now()}) IS TRUE
    LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`;
  if (!claimed) return null;
  const { subscriptionId, ...payer } = claimed;
  return { subscriptionId, payer };
}
