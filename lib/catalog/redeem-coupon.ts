import type { Coupon } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";

type Redemption = { couponId: string; orderId: string; customerId: string; code: string | null };

/**
 * Reserves one use of a coupon for an order. The coupon was found usable under its lock (`lockOffer`), so its limits hold however many order at once.
 */
export async function redeemCoupon(tx: Tx, coupon: Coupon, orderId: string, customerId: string): Promise<void> {
  await writeRedemption(tx, { couponId: coupon.id, orderId, customerId, code: coupon.code });
}

/** Gives an abandoned order's use of a coupon back. */
export async function releaseCoupon(tx: Tx, orderId: string): Promise<void> {
  await tx.couponRedemption.deleteMany({ where: { orderId } });
}

/**
 * Counts a use again whose order was given up and is paid after all. The viewer was promised it, so the coupon's limit may be passed by one;
 * nobody else gets it from then on.
 */
export async function restoreCoupon(tx: Tx, redemption: Redemption): Promise<void> {
  await writeRedemption(tx, redemption);
}

/** Each use of a viewer has a number, the least that is free: PostgreSQL refuses the same one twice. */
async function writeRedemption(tx: Tx, { couponId, orderId, customerId, code }: Redemption): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "CouponRedemption" ("orderId", "couponId", "customerId", "use", "code", "at")
    SELECT ${orderId}::uuid, ${couponId}::uuid, ${customerId}::uuid, min(n), ${code}, ${now()}
    FROM generate_series(1, (SELECT count(*) + 1 FROM "CouponRedemption" WHERE "couponId" = ${couponId}::uuid AND "customerId" = ${customerId}::uuid)) n
    WHERE NOT EXISTS (SELECT FROM "CouponRedemption" WHERE "couponId" = ${couponId}::uuid AND "customerId" = ${customerId}::uuid AND "use" = n)
    ON CONFLICT ("orderId") DO NOTHING`;
}
