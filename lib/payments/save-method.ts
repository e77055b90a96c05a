import type { PaymentMethod } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { SavedMethod } from "./gateway.ts";

/** Keeps a method that a gateway saved, and makes it the viewer's default. Saving the same one again refreshes it. */
export async function saveMethod(tx: Tx, customerId: string, gateway: string, method: SavedMethod): Promise<PaymentMethod> {
  const { reference, ...details } = method;
  await tx.paymentMethod.updateMany({ where: { customerId, isDefault: true, NOT: { gateway, reference } }, data: { isDefault: false } });
  return tx.paymentMethod.upsert({
    where: { gateway_reference: { gateway, reference } },
    create: { ...details, reference, gateway, customerId, isDefault: true, createdAt: now() },
    update: { ...details, isDefault: true, detachedAt: null },
  });
}
