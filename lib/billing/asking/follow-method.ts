import { collectNow, takeOutOfUse } from "#lib/billing/parts/put-in-use.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { db } from "#lib/db/client.ts";
import type { PaymentMethod } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import type { Gateway } from "#lib/payments/gateway.ts";
import type { SavedMethod } from "#lib/payments/gateway-capabilities.ts";
import { refreshMethod } from "#lib/payments/save-method.ts";

/**
 * Brings a saved method up to what its gateway says: banks replace cards and tell the gateway, and one may be detached in its dashboard. A card that
 * was replaced is charged at once for what is overdue. What a viewer has removed here stays so. @throws when the gateway gives no answer.
 */
export async function followMethod(plugin: Gateway, reference: string): Promise<void> {
  const found = await db.paymentMethod.findMany({ where: { gateway: plugin.id, reference, detachedAt: null } });
  if (found.length === 0 || !plugin.lookUpMethod) return;
  const method = await plugin.lookUpMethod(reference);
  for (const saved of found) await follow(saved, method);
}

function follow({ id, customerId }: PaymentMethod, method: SavedMethod | null): Promise<void> {
  return transaction(async (tx) => {
    await lockCustomer(tx, customerId);
    const known = await tx.paymentMethod.findUniqueOrThrow({ where: { id } });
    if (known.detachedAt) return;
    if (!method) await takeOutOfUse(tx, customerId, [known]);
    else if (await refreshMethod(tx, known, method)) await collectNow(tx, customerId);
  });
}
