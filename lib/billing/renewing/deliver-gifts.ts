import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { FOR_GIFT_LETTER, sendGift } from "#lib/billing/parts/gift-letter.ts";
import { moneyKept } from "#lib/billing/parts/redeemable-gift.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { markDelivered } from "#lib/wallet/gifts.ts";

/** Writes to those whose gift is paid, and whose day has come. One whose money went back is not written about. Returns how many. */
export async function deliverGifts(limit = 100): Promise<number> {
  const due = await db.gift.findMany({
    where: {
      paidAt: { not: null },
      deliveredAt: null,
      redeemedAt: null,
      deliverAt: { lte: now() },
      id: { notIn: resting() },
      ...moneyKept(),
    },
    include: FOR_GIFT_LETTER,
    take: limit,
  });
  return eachSafely(due, "delivering a gift", (gift) =>
    transaction(async (tx) => {
      if (!(await markDelivered(tx, gift.id))) return false;
      await sendGift(tx, gift, `gift:${gift.id}`);
      return true;
    }),
  );
}
