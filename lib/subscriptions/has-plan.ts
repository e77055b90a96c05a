import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { LIVE } from "./state.ts";

/** Whether the viewer of a subscription has a plan by another one that runs. */
export async function hasPlanBeside(tx: Tx, { id, customerId }: Pick<Subscription, "id" | "customerId">, planId: string): Promise<boolean> {
  return (await tx.subscription.count({ where: { id: { not: id }, customerId, planId, status: { in: LIVE } } })) > 0;
}
