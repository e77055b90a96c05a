import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { sendReminder } from "./remind-upcoming.ts";

export const remindCustomerInput = z.object({ subscriptionId: z.uuid("invalid") });
export type RemindCustomerInput = z.output<typeof remindCustomerInput>;

/**
 * Sends the renewal reminder of a subscription now, at an operator's wish.
 * @throws `subscription_unknown`; 409 `nothing_to_remind` when nothing renews, `reminder_without_rate` when its sum is not known.
 */
export async function remindCustomer({ subscriptionId }: RemindCustomerInput, actor: Actor): Promise<void> {
  const settings = await getSettings();
  await transaction(async (tx) => {
    if ((await tx.subscription.count({ where: { id: subscriptionId } })) === 0) throw notFound("subscription_unknown");
    const sent = await sendReminder(tx, subscriptionId, settings, () => `remind-by-hand:${newId()}`).catch(sumUnknown);
    if (!sent) throw conflict("nothing_to_remind");
    await recordAudit(tx, { actor, action: "subscription.reminded", subjectType: "subscription", subjectId: subscriptionId });
  });
}

function sumUnknown(error: unknown): never {
  if (error instanceof DomainError && error.code === "tax_rate_missing") throw conflict("reminder_without_rate");
  throw error;
}
