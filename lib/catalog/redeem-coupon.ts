import type { Coupon } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";

/** Reserves one use of a coupon for an order. The coupon was found usable under its lock (`lockOffer`), so a limit holds however many order at once. */
export async function redeemCoupon(tx: Tx, coupon: Coupon, orderId: string, customerId: string): Promise<void> {
  await tx.couponRedemption.create({ data: { couponId: coupon.id, orderId, customerId, at: now() } });
}

/** Gives an abandoned order's use of a coupon back. */
export async function releaseCoupon(tx: Tx, orderId: string): Promise<void> {
  await tx.couponRedemption.deleteMany({ where: { orderId } });
}

/**
 * Counts a use again whose order was given up and is paid after all. The viewer was promised it, so the coupon's limit may be passed by one;
 * nobody else gets it from then on.
 */
export async function restoreCoupon(tx: Tx, redemption: { couponId: string; orderId: string; customerId: string }): Promise<void> {
  await tx.couponRedemption.createMany({ data: [{ ...redemption, at: now() }], skipDuplicates: true });
}
