import type { Coupon } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { notFound } from "#lib/kernel/errors.ts";

/**
 * A plan's row is the lock of the plan and of all its payment plans, a coupon's that of the coupon. Whoever changes one of them holds it alone,
 * until the transaction ends.
 */
export async function lockPlan(tx: Tx, planId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Plan" WHERE "id" = ${planId}::uuid FOR UPDATE`;
}

/** Keeps an offer as it is until the transaction ends, so that what was compared is what is sold. Buyers of a plan do not wait for each other, those of a coupon do. */
export async function lockOffer(
  tx: Tx,
  { priceId, couponCode, addOns = [] }: { priceId: string; couponCode?: string; addOns?: string[] },
): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Plan" WHERE "id" = (SELECT "planId" FROM "Price" WHERE "id" = ${priceId}::uuid) FOR SHARE`;
  if (addOns.length > 0)
    await tx.$queryRaw`
      SELECT 1 FROM "Plan" WHERE "id" IN (SELECT "planId" FROM "Price" WHERE "id" = ANY (${addOns}::uuid[])) ORDER BY "id" FOR SHARE`;
  const code = couponCode?.trim().toUpperCase();
  if (code)
    await tx.$queryRaw`
      SELECT 1 FROM "Coupon" WHERE "code" = ${code} OR "id" = (
        SELECT b."couponId" FROM "PromotionCode" c JOIN "CouponBatch" b ON b."id" = c."batchId" WHERE c."code" = ${code}) FOR UPDATE`;
}

/** A coupon that is in force, locked so that nobody redeems it between a look and a change. @throws 404. */
export async function lockCoupon(tx: Tx, id: string): Promise<Coupon> {
  await tx.$queryRaw`SELECT "id" FROM "Coupon" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const coupon = await tx.coupon.findUnique({ where: { id } });
  if (!coupon || coupon.archivedAt) throw notFound("coupon_unknown");
  return coupon;
}

/** Locks the whole list of plans, so that it keeps its order meanwhile. */
export async function lockPlans(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "Plan" ORDER BY "id" FOR UPDATE`;
}
