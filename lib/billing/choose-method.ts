import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { LIVE } from "#lib/subscriptions/state.ts";

/** Makes a saved method the viewer's default, and what all their running subscriptions are charged to. @throws 404 for another's. */
export function chooseMethod(customerId: string, methodId: string): Promise<void> {
  return transaction(async (tx) => {
    await lockOwn(tx, customerId, methodId);
    await makeDefault(tx, customerId, methodId);
  });
}

/**
 * Forgets a saved method; another one takes its place. Past payments keep naming it.
 * @throws 404 for another's, 409 `method_needed` when it is the last one and a subscription renews.
 */
export function removeMethod(customerId: string, methodId: string): Promise<void> {
  return transaction(async (tx) => {
    await lockOwn(tx, customerId, methodId);
    const next = await tx.paymentMethod.findFirst({
      where: { customerId, detachedAt: null, id: { not: methodId } },
      orderBy: [{ isDefault: "desc" }, { createdAt: "desc" }],
    });
    const renewing = await tx.subscription.count({
      where: { customerId, status: { in: LIVE }, cancelAtPeriodEnd: false, renewsAt: { not: null } },
    });
    if (!next && renewing > 0) throw conflict("method_needed");
    await tx.paymentMethod.update({ where: { id: methodId }, data: { detachedAt: now(), isDefault: false } });
    if (next) await makeDefault(tx, customerId, next.id);
  });
}

/** One change of a viewer's methods at a time. */
async function lockOwn(tx: Tx, customerId: string, methodId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Customer" WHERE "id" = ${customerId}::uuid FOR UPDATE`;
  if (!(await tx.paymentMethod.findFirst({ where: { id: methodId, customerId, detachedAt: null } }))) throw notFound("method_unknown");
}

async function makeDefault(tx: Tx, customerId: string, id: string): Promise<void> {
  await tx.paymentMethod.updateMany({ where: { customerId, id: { not: id } }, data: { isDefault: false } });
  await tx.paymentMethod.update({ where: { id }, data: { isDefault: true } });
  await tx.subscription.updateMany({ where: { customerId, status: { in: LIVE } }, data: { paymentMethodId: id } });
}
