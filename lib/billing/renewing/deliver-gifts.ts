import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { queueMessage } from "#lib/messages/sending/queue.ts";
import { markDelivered } from "#lib/wallet/gifts.ts";

/** Writes to those whose gift is paid and whose day has come. Returns how many. */
export async function deliverGifts(limit = 100): Promise<number> {
  const due = await db.gift.findMany({
    where: { paidAt: { not: null }, deliveredAt: null, redeemedAt: null, deliverAt: { lte: now() }, id: { notIn: resting() } },
    include: {
      order: { select: { customer: { select: { locale: true } }, subscription: { select: { plan: { select: { name: true } } } } } },
    },
    take: limit,
  });
  return eachSafely(due, "delivering a gift", ({ id, order, sealed, fromName, toName, toEmail, message }) =>
    transaction(async (tx) => {
      if (!(await markDelivered(tx, id))) return false;
      await queueMessage(tx, {
        key: "gift",
        dedupeKey: `gift:${id}`,
        recipient: { name: toName, email: toEmail, locale: order.customer.locale },
        variables: { plan: { name: order.subscription.plan.name }, giver: { name: fromName }, message: message || null },
        secrets: { links: { redeem: `${env().APP_URL}/redeem?code=${unseal(sealed)}` } },
      });
      return true;
    }),
  );
}
