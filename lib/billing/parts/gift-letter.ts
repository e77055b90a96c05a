import type { Gift } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { env } from "#lib/kernel/env.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { queueMessage } from "#lib/messages/sending/queue.ts";

type Sent = Pick<Gift, "sealed" | "fromName" | "toName" | "toEmail" | "message"> & {
  order: { customer: { locale: string }; subscription: { plan: { name: string } } };
};

/** What a gift's letter is made of: for `include`. */
export const FOR_GIFT_LETTER = {
  order: { select: { customer: { select: { locale: true } }, subscription: { select: { plan: { select: { name: true } } } } } },
} as const;

/** Writes to the receiver of a gift, with the link that redeems it. */
export async function sendGift(tx: Tx, { order, sealed, fromName, toName, toEmail, message }: Sent, dedupeKey: string): Promise<void> {
  await queueMessage(tx, {
    key: "gift",
    dedupeKey,
    recipient: { name: toName, email: toEmail, locale: order.customer.locale },
    variables: { plan: { name: order.subscription.plan.name }, giver: { name: fromName }, message: message || null },
    secrets: { links: { redeem: `${env().APP_URL}/redeem?code=${unseal(sealed)}` } },
  });
}
