import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";

/** Null both while it waits for the first login. */
export type Term = Pick<Subscription, "currentPeriodStart" | "currentPeriodEnd"> & { cycle?: number };

/** Writes the period that a first invoice bills, where it waited for the first login, or for who redeems a gift. PostgreSQL lets an issued invoice have it once. */
export async function statePeriod(tx: Tx, subscriptionId: string, term: Term): Promise<void> {
  await tx.invoice.updateMany({
    where: { subscriptionId, kind: "INVOICE", cycle: { in: [-1, 0] }, periodEnd: null },
    data: { periodStart: term.currentPeriodStart, periodEnd: term.currentPeriodEnd },
  });
}
