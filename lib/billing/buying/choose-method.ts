import { z } from "zod";
import { chargeOverdue } from "#lib/billing/asking/charge-overdue.ts";
import { methodsInUse, putInUse, takeOutOfUse, twinsOf } from "#lib/billing/parts/put-in-use.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { PaymentMethod } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { LIVE } from "#lib/subscriptions/state.ts";

export const chooseMethodInput = z.object({ methodId: z.uuid("invalid") });
export type ChooseMethodInput = z.output<typeof chooseMethodInput>;

/** Makes a saved method the viewer's default, and what all their running subscriptions are charged to; what is overdue is charged to it at once. @throws 404 for another's. */
export async function chooseMethod({ methodId }: ChooseMethodInput, customerId: string): Promise<void> {
  await transaction(async (tx) => {
    await lockOwn(tx, customerId, methodId);
    await putInUse(tx, customerId, methodId);
  });
  await chargeOverdue(customerId, "account");
}

export const removeMethodInput = z.object({ methodId: z.uuid("invalid") });
export type RemoveMethodInput = z.output<typeof removeMethodInput>;

/**
 * Forgets a saved method, however often the same card was saved; another one takes its place.
 * @throws 404 for another's, 409 `method_needed` when it is the last one and a subscription renews that was never paid by transfer.
 */
export function removeMethod({ methodId }: RemoveMethodInput, customerId: string): Promise<void> {
  return transaction(async (tx) => {
    const method = await lockOwn(tx, customerId, methodId);
    const saved = await methodsInUse(tx, customerId);
    const gone = twinsOf(method, saved);
    const renewing = await tx.subscription.count({
      where: { payerId: customerId, status: { in: LIVE }, cancelAtPeriodEnd: false, transferId: null },
    });
    if (gone.length === saved.length && renewing > 0) throw conflict("method_needed");
    await takeOutOfUse(tx, customerId, gone);
  });
}

/** One change of a viewer's methods at a time. */
async function lockOwn(tx: Tx, customerId: string, methodId: string): Promise<PaymentMethod> {
  await lockCustomer(tx, customerId);
  const method = await tx.paymentMethod.findFirst({ where: { id: methodId, customerId, detachedAt: null } });
  if (!method) throw notFound("method_unknown");
  return method;
}
