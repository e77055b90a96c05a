import { giftObstacle } from "#lib/billing/buying/redeem-gift.ts";
import { lookAtVoucher, type ShownVoucher } from "#lib/billing/buying/redeem-voucher.ts";
import { redeemableGift } from "#lib/billing/parts/redeemable-gift.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Interval } from "#lib/db/generated/client.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import type { Settings } from "#lib/settings/schema.ts";

export type ShownGift = {
  from: string;
  message: string;
  plan: string;
  interval: Interval;
  intervalCount: number;
  obstacle: DomainError | null;
};
export type ShownCode = { voucher: ShownVoucher; gift: null } | { voucher: null; gift: ShownGift };

/** What a code stands for, a voucher or a gift, and what it does for a viewer, if one looks. @throws the refusals of `findVoucher` and `redeemableGift`. */
export async function lookAtCode(code: string, viewer: Customer | null, settings: Settings): Promise<ShownCode> {
  try {
    return { voucher: await lookAtVoucher(code, viewer, settings), gift: null };
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "voucher_unknown")) throw error;
  }
  const { fromName, message, order } = await redeemableGift(db, code);
  const { plan, interval, intervalCount } = order.subscription;
  const obstacle = viewer && (await giftObstacle(db, plan, viewer, settings));
  return { voucher: null, gift: { from: fromName, message, plan: plan.name, interval, intervalCount, obstacle } };
}
