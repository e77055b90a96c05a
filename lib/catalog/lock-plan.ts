import type { Tx } from "#lib/db/transaction.ts";

/**
 * A plan's row is the lock of the plan and of all its payment plans, a coupon's that of the coupon. Whoever changes one of them holds it alone,
 * until the transaction ends.
 */
export async function lockPlan(tx: Tx, planId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Plan" WHERE "id" = ${planId}::uuid FOR UPDATE`;
}

/** Keeps an offer as it is until the transaction ends, so that what was compared is what is sold. Buyers of a plan do not wait for each other, those of a coupon do. */
export async function lockOffer(tx: Tx, { priceId, couponCode }: { priceId: string; couponCode?: string }): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Plan" WHERE "id" = (SELECT "planId" FROM "Price" WHERE "id" = ${priceId}::uuid) FOR SHARE`;
  const code = couponCode?.trim().toUpperCase();
  if (code) await tx.$queryRaw`SELECT 1 FROM "Coupon" WHERE "code" = ${code} FOR UPDATE`;
}
