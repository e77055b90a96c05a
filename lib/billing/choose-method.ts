import { lockCustomer } from "#lib/customers/lock.ts";
import { isSameMethod } from "#lib/customers/same-method.ts";
import type { PaymentMethod } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { LIVE } from "#lib/subscriptions/state.ts";

/** Makes a saved method the viewer's default, and what all their running subscriptions are charged to. @throws 404 for another's. */
export function chooseMethod(customerId: string, methodId: string): Promise<void> {
  return transaction(async (tx) => {
    await lockOwn(tx, customerId, methodId);
    await tx.paymentMethod.updateMany({ where: { customerId, id: { not: methodId } }, data: { isDefault: false } });
    await tx.paymentMethod.update({ where: { id: methodId }, data: { isDefault: true } });
    await tx.subscription.updateMany({ where: { customerId, status: { in: LIVE } }, data: { paymentMethodId: methodId } });
  });
}

/**
 * Forgets a saved method, however often the same card was saved; another one takes its place. Past payments keep naming it.
 * @throws 404 for another's, 409 `method_needed` when it is the last one and a subscription renews.
 */
export function removeMethod(customerId: string, methodId: string): Promise<void> {
  return transaction(async (tx) => {
    const method = await lockOwn(tx, customerId, methodId);
    const saved = await tx.paymentMethod.findMany({
      where: { customerId, detachedAt: null },
      orderBy: [{ isDefault: "desc" }, { createdAt: "desc" }],
    });
    const twins = saved.filter((other) => isSameMethod(method, other));
    const removed = twins.map(({ id }) => id);
    const next = saved.find(({ id }) => !removed.includes(id));
    const renewing = await tx.subscription.count({
      where: { customerId, status: { in: LIVE }, cancelAtPeriodEnd: false, renewsAt: { not: null } },
    });
    if (!next && renewing > 0) throw conflict("method_needed");
    await tx.paymentMethod.updateMany({ where: { id: { in: removed } }, data: { detachedAt: now(), isDefault: false } });
    await tx.subscription.updateMany({
      where: { customerId, paymentMethodId: { in: removed } },
      data: { paymentMethodId: next?.id ?? null },
    });
    if (next)
      await tx.paymentMethod.update({
        where: { id: next.id },
        data: { isDefault: next.isDefault || twins.some((twin) => twin.isDefault) },
      });
  });
}

/** One change of a viewer's methods at a time. */
async function lockOwn(tx: Tx, customerId: string, methodId: string): Promise<PaymentMethod> {
  await lockCustomer(tx, customerId);
  const method = await tx.paymentMethod.findFirst({ where: { id: methodId, customerId, detachedAt: null } });
  if (!method) throw notFound("method_unknown");
  return method;
}
