import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { recordEvent } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { lockSubscription } from "./lock.ts";
import { COMING_PRICES, comingPrice } from "./price-notice.ts";

export const agreePriceInput = z.object({ subscriptionId: z.uuid("invalid"), noticeId: z.uuid("invalid") });
export type AgreePriceInput = z.output<typeof agreePriceInput>;

/**
 * Who pays agrees to the new price that they were told. Once they have, agreeing again changes nothing.
 * @throws 404 `subscription_unknown` for another's, 409 `price_not_coming` where it does not come any more, or another one does.
 */
export function agreePrice({ subscriptionId, noticeId }: AgreePriceInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const subscription = await lockSubscription(tx, subscriptionId);
    if (actor.kind === "VIEWER" && actor.id !== subscription.payerId) throw notFound("subscription_unknown");
    const priceNotices = await tx.priceNotice.findMany({ ...COMING_PRICES, where: { ...COMING_PRICES.where, subscriptionId } });
    const coming = comingPrice({ ...subscription, priceNotices });
    if (coming?.id !== noticeId) throw conflict("price_not_coming");
    if (!coming.needsConsent || coming.agreedAt) return;
    await tx.priceNotice.update({ where: { id: noticeId }, data: { agreedAt: now() } });
    const { amount, total, effectiveAt } = coming;
    const data = { amount: String(amount), total: String(total), effectiveAt: String(effectiveAt?.toISOString()) };
    await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId, type: "price_agreed", source: sourceOf(actor), data });
    await recordAudit(tx, {
      actor,
      action: "subscription.price_agreed",
      subjectType: "subscription",
      subjectId: subscriptionId,
      after: data,
    });
  });
}
