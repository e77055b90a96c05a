import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { FOR_GIFT_LETTER, sendGift } from "#lib/billing/parts/gift-letter.ts";
import { isMoneyKept } from "#lib/billing/parts/redeemable-gift.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { readdress } from "#lib/wallet/gifts.ts";
import { lockGift } from "#lib/wallet/lock.ts";

/** `toEmail`: as it was, or put right. */
export const resendGiftInput = z.object({ giftId: z.uuid("invalid"), toEmail: emailAddress });
export type ResendGiftInput = z.output<typeof resendGiftInput>;

/** Writes to the receiver of a gift once more, or before its day. @throws 404 `gift_unknown`, also of one that is not paid, 409 `gift_redeemed`, `gift_refunded`. */
export function resendGift({ giftId, toEmail }: ResendGiftInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const found = await tx.gift.findUnique({ where: { id: giftId, paidAt: { not: null } }, select: { digest: true } });
    if (!found) throw notFound("gift_unknown");
    await lockGift(tx, found.digest);
    const gift = await tx.gift.findUniqueOrThrow({ where: { id: giftId }, include: FOR_GIFT_LETTER });
    if (gift.redeemedAt) throw conflict("gift_redeemed");
    if (!(await isMoneyKept(tx, giftId))) throw conflict("gift_refunded");
    await readdress(tx, giftId, toEmail);
    await sendGift(tx, { ...gift, toEmail }, `gift:${giftId}:${now().toISOString()}`);
    await recordAudit(tx, {
      actor,
      action: "gift.resent",
      subjectType: "gift",
      subjectId: giftId,
      before: { toEmail: gift.toEmail },
      after: { toEmail },
    });
  });
}
