import { collectNow, takeOutOfUse } from "#lib/billing/parts/put-in-use.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import type { Gateway } from "#lib/payments/gateway.ts";
import { refreshMethod } from "#lib/payments/save-method.ts";

/**
 * Brings a saved method up to what its gateway says: banks replace cards and tell the gateway, and one may be detached in its dashboard. A card that
 * was replaced is charged at once for what is overdue. What the viewer has removed here stays so. @throws when the gateway gives no answer.
 */
export async function followMethod(plugin: Gateway, reference: string): Promise<void> {
  const where = { gateway_reference: { gateway: plugin.id, reference } };
  const found = await db.paymentMethod.findUnique({ where });
  if (!found || found.detachedAt || !plugin.lookUpMethod) return;
  const method = await plugin.lookUpMethod(reference);
  await transaction(async (tx) => {
    await lockCustomer(tx, found.customerId);
    const known = await tx.paymentMethod.findUniqueOrThrow({ where });
    if (known.detachedAt) return;
    if (!method) await takeOutOfUse(tx, known.customerId, [known]);
    else if (await refreshMethod(tx, known, method)) await collectNow(tx, known.customerId);
  });
}
