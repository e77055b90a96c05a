import type { Actor } from "#lib/audit/audit.ts";
import { methodToCharge } from "#lib/billing/parts/put-in-use.ts";
import { db } from "#lib/db/client.ts";
import type { PaymentMethod } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { STANDING } from "#lib/subscriptions/items.ts";
import { writtenChange } from "./change-terms.ts";
import { type ChangeRequest, type PreparedChange, prepareChange } from "./prepare-change.ts";

/** A change as it would be made now, what would be charged for what is due, and what a form sends back of it. */
export type QuotedChange = PreparedChange & { method: PaymentMethod | null; at: Date; shown: string };

/** @throws 404 `subscription_unknown`, for another viewer's too, and what `prepareChange` does. */
export async function quoteChange(subscriptionId: string, request: Omit<ChangeRequest, "at">, actor: Actor): Promise<QuotedChange> {
  const at = now();
  const [settings, subscription] = await Promise.all([
    getSettings(),
    db.subscription.findUnique({
      where: { id: subscriptionId },
      include: { items: STANDING, payer: true, scheduledChange: { select: { change: true } } },
    }),
  ]);
  if (!subscription || (actor.kind === "VIEWER" && actor.id !== subscription.customerId)) throw notFound("subscription_unknown");
  const prepared = await prepareChange(db, subscription, { ...request, at }, actor.kind, settings);
  return { ...prepared, method: await methodToCharge(db, subscription), at, shown: writtenChange(prepared) };
}
