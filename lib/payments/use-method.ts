import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";

/** Makes a saved method the viewer's default. The caller holds the customer's row: a viewer has one. */
export async function makeDefault(tx: Tx, customerId: string, methodId: string): Promise<void> {
  // Counting the others makes PostgreSQL change them before the new default.
  await tx.$executeRaw`
    WITH others AS (
      UPDATE "PaymentMethod" SET "isDefault" = false
      WHERE "customerId" = ${customerId}::uuid AND "isDefault" AND "id" <> ${methodId}::uuid RETURNING 1
    )
    UPDATE "PaymentMethod" SET "isDefault" = (SELECT count(*) >= 0 FROM others) WHERE "id" = ${methodId}::uuid`;
}

/** Detaches saved methods; their gateways are to forget them. Past payments keep naming them. */
export async function detachMethods(tx: Tx, ids: string[]): Promise<void> {
  const at = now();
  await tx.paymentMethod.updateMany({
    where: { id: { in: ids }, detachedAt: null },
    data: { detachedAt: at, forgetAt: at, isDefault: false },
  });
}
