import { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { LIVE_SQL } from "./state.ts";

/** SQL for whether somebody pays for a subscription that runs. */
export function paysForAny(payerId: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM "Subscription" WHERE "payerId" = ${payerId}::uuid AND "status" IN ${LIVE_SQL})`;
}

/** Lets subscriptions renew with a saved method; null: with none. */
export async function payWith(tx: Tx, which: Prisma.SubscriptionWhereInput, paymentMethodId: string | null): Promise<void> {
  await tx.subscription.updateMany({ where: which, data: { paymentMethodId } });
}

/** Lets a subscription be paid for by its payer's own hand each period, as they have paid this time, while no method is saved for it. */
export async function payByTransfer(tx: Tx, id: string, transferId: string): Promise<void> {
  await tx.subscription.update({ where: { id }, data: { transferId } });
}

/** Takes the asking for the next period of a subscription, so that it is asked for once. Returns its cycle; null when somebody did. */
export async function takeAsking(tx: Tx, id: string): Promise<number | null> {
  const { cycle } = await tx.subscription.findUniqueOrThrow({ where: { id }, select: { cycle: true } });
  const { count } = await tx.subscription.updateMany({
    where: { id, cycle, OR: [{ askedCycle: null }, { askedCycle: { not: cycle } }] },
    data: { askedCycle: cycle },
  });
  return count > 0 ? cycle : null;
}
