import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { changePlan } from "#lib/billing/changing/change-plan.ts";
import { pausePlan } from "#lib/billing/changing/pause-plan.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Subscription } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import type { CancelReason } from "#lib/settings/cancel-reasons.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { discountFor, giveDiscount } from "#lib/subscriptions/give-discount.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { savingFor } from "./save-offer.ts";
import { openOffer } from "./show-offer.ts";

export const takeOfferInput = z.object({
  offerId: z.uuid("invalid"),
  /** What was shown of it: of a cheaper plan as a change is (`changePlanInput`). */
  at: z.coerce.date("invalid"),
  shown: z.string("invalid").max(5000),
});
export type TakeOfferInput = z.output<typeof takeOfferInput>;

type Viewer = Pick<Customer, "id" | "name" | "country">;

/**
 * Takes what was offered to a viewer who was about to cancel: the plan goes on. A discount is off the next charges, a cheaper plan as a change of plan is, a pause begins
 * when what is paid is over.
 * @throws 404 `offer_unknown` for another's or one that was taken, 409 `offer_over` where it may not be had any more, `terms_changed`, the refusals of the change or pause.
 */
export async function takeOffer({ offerId, at, shown }: TakeOfferInput, viewer: Viewer, ip: string | null): Promise<void> {
  const settings = await getSettings();
  const actor: Actor & { id: string } = { kind: "VIEWER", id: viewer.id, name: viewer.name, ip };
  const offer = await openOffer(offerId, viewer.id);
  if (!offer) throw notFound("offer_unknown");
  const { subscriptionId } = offer;
  const subscription = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  const saving = await savingFor(subscription, offer.reason as CancelReason, viewer, settings);
  if (saving?.kind !== offer.kind) throw conflict("offer_over");
  if (saving.kind === "discount") {
    if (saving.shown !== shown) throw new DomainError("terms_changed");
    return transaction((tx) => discount(tx, { offerId, subscription }, actor, settings));
  }
  if (saving.kind === "pause") await pausePlan({ subscriptionId, when: "period_end", until: null, reason: "" }, actor);
  else await changePlan({ subscriptionId, priceId: saving.priceId, currency: subscription.currency, at, shown }, actor);
  await transaction((tx) => markTaken(tx, offerId, subscriptionId, actor));
}

async function discount(
  tx: Tx,
  { offerId, subscription: { id, cycle } }: { offerId: string; subscription: Subscription },
  actor: Actor,
  { leaving }: Settings,
): Promise<void> {
  const subscription = await lockSubscription(tx, id);
  const { reason } = await markTaken(tx, offerId, id, actor);
  const couponId = leaving.saveOffers.find((of) => of.reason === reason)?.couponId;
  const coupon = couponId ? await tx.coupon.findUnique({ where: { id: couponId } }) : null;
  const terms = coupon && discountFor(subscription, coupon, now());
  if (!terms || subscription.cycle !== cycle || subscription.cancelAtPeriodEnd) throw conflict("offer_over");
  await giveDiscount(tx, subscription, terms, sourceOf(actor));
}

/** Once: of several at once the second finds it taken. */
async function markTaken(tx: Tx, id: string, subscriptionId: string, actor: Actor) {
  const { count } = await tx.saveOffer.updateMany({ where: { id, takenAt: null }, data: { takenAt: now() } });
  if (count === 0) throw notFound("offer_unknown");
  const offer = await tx.saveOffer.findUniqueOrThrow({ where: { id } });
  await recordAudit(tx, {
    actor,
    action: "subscription.offer_taken",
    subjectType: "subscription",
    subjectId: subscriptionId,
    after: { kind: offer.kind, reason: offer.reason },
  });
  return offer;
}
