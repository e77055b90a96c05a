import type { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";

/** Lets subscriptions renew with a saved method; null: with none. */
export async function payWith(tx: Tx, which: Prisma.SubscriptionWhereInput, paymentMethodId: string | null): Promise<void> {
  await tx.subscription.updateMany({ where: which, data: { paymentMethodId } });
}
