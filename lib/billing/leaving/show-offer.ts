import { lockCustomer } from "#lib/customers/lock.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, SaveOffer } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { CancelReason } from "#lib/settings/cancel-reasons.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { savingFor } from "./save-offer.ts";

const DAY_MS = 86_400_000;

/**
 * Whether a viewer who cancels for this reason is offered something first: once in so many days, however many plans they have. It is written down as shown;
 * returns its id, null where nothing is offered.
 */
export async function showOffer(
  subscriptionId: string,
  reason: CancelReason,
  viewer: Pick<Customer, "id" | "name" | "country">,
): Promise<string | null> {
  const settings = await getSettings();
  if (settings.leaving.saveOffers.length === 0) return null;
  const subscription = await db.subscription.findUnique({ where: { id: subscriptionId, customerId: viewer.id } });
  const saving = subscription && (await savingFor(subscription, reason, viewer, settings));
  if (!saving) return null;
  return transaction(async (tx) => {
    await lockCustomer(tx, viewer.id);
    const since = new Date(now().getTime() - settings.leaving.saveOfferDays * DAY_MS);
    const shown = await tx.saveOffer.count({ where: { subscription: { customerId: viewer.id }, shownAt: { gt: since } } });
    if (shown > 0) return null;
    const id = newId();
    await tx.saveOffer.create({ data: { id, subscriptionId, reason, kind: saving.kind, shownAt: now() } });
    return id;
  });
}

/** An offer that was shown to the viewer and not taken. */
export function openOffer(id: string, customerId: string): Promise<SaveOffer | null> {
  return db.saveOffer.findFirst({ where: { id, takenAt: null, subscription: { customerId } } });
}
