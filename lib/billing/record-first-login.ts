import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { beginTermAtFirstLogin } from "#lib/subscriptions/activate.ts";

/** A viewer used the TV app for the first time: the terms that waited for it begin. Saying it again changes nothing. */
export async function recordFirstLogin(customerId: string, actor: Actor): Promise<void> {
  const { reminders } = await getSettings();
  await transaction(async (tx) => {
    const { count } = await tx.customer.updateMany({ where: { id: customerId, firstLoginAt: null }, data: { firstLoginAt: now() } });
    await tx.$queryRaw`SELECT 1 FROM "Subscription" WHERE "customerId" = ${customerId}::uuid FOR UPDATE`;
    const waiting = await tx.subscription.findMany({
      where: { customerId, status: "ACTIVE", anchor: null },
      include: { plan: true, price: true },
    });
    for (const subscription of waiting) await beginTermAtFirstLogin(tx, subscription, actor.kind.toLowerCase(), reminders);
    if (count + waiting.length > 0)
      await recordAudit(tx, { actor, action: "customer.first_login", subjectType: "customer", subjectId: customerId });
  });
}
