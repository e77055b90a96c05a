import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { noteFirstLogin } from "#lib/customers/first-login.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { transaction } from "#lib/db/transaction.ts";
import { statePeriod } from "#lib/invoices/state-period.ts";
import { now } from "#lib/kernel/clock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { beginTermAtFirstLogin } from "#lib/subscriptions/activate.ts";
import { lockSubscriptionsOf } from "#lib/subscriptions/lock.ts";

const CLOCKS_DIFFER_MS = 5 * 60_000;

export const recordFirstLoginInput = z.object({
  customerId: z.uuid("invalid"),
  /** When the platform saw the login, if not now. */
  at: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .refine((at) => at.getTime() <= now().getTime() + CLOCKS_DIFFER_MS, "lies in the future")
    .optional(),
});
export type RecordFirstLoginInput = z.output<typeof recordFirstLoginInput>;

/**
 * A viewer used the TV app for the first time, `at` that instant (now, unless told otherwise): the terms that waited for it begin then, but
 * none before it was paid. Saying it again changes nothing. Returns when the first time was. @throws 404 `customer_unknown`.
 */
export async function recordFirstLogin({ customerId, at = now() }: RecordFirstLoginInput, actor: Actor): Promise<Date> {
  const { reminders } = await getSettings();
  return transaction(async (tx) => {
    const { firstLoginAt: known } = await lockCustomer(tx, customerId);
    const firstLoginAt = known ?? (at > now() ? now() : at);
    if (!known) await noteFirstLogin(tx, customerId, firstLoginAt);
    await lockSubscriptionsOf(tx, customerId);
    const waiting = await tx.subscription.findMany({ where: { customerId, status: "ACTIVE", anchor: null } });
    for (const subscription of waiting) {
      const term = await beginTermAtFirstLogin(tx, subscription, firstLoginAt, sourceOf(actor), reminders);
      await statePeriod(tx, subscription.id, term);
    }
    if (!known || waiting.length > 0)
      await recordAudit(tx, {
        actor,
        action: "customer.first_login",
        subjectType: "customer",
        subjectId: customerId,
        after: { firstLoginAt },
      });
    return firstLoginAt;
  });
}
