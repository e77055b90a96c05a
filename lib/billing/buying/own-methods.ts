import { methodsInUse } from "#lib/billing/parts/put-in-use.ts";
import { db } from "#lib/db/client.ts";
import type { PaymentMethod } from "#lib/db/generated/client.ts";
import { isSameMethod } from "#lib/payments/same-method.ts";
import { LIVE } from "#lib/subscriptions/state.ts";

export type OwnMethod = PaymentMethod & {
  /** The names of the plans whose renewals are charged to it. */
  renews: string[];
  /** Whether choosing it changes nothing: it is the default, and every renewal is charged to it. */
  chosen: boolean;
};

/** A viewer's saved methods, the default first, and what is charged to each. A card that was saved at every purchase is shown once. */
export async function ownMethods(customerId: string): Promise<OwnMethod[]> {
  const [saved, renewing] = await Promise.all([
    methodsInUse(db, customerId),
    db.subscription.findMany({
      where: { payerId: customerId, status: { in: LIVE }, cancelAtPeriodEnd: false },
      select: { paymentMethodId: true, plan: { select: { name: true } } },
      orderBy: { createdAt: "asc" },
    }),
  ]);
  const charged = renewing.map(({ paymentMethodId, plan }) => ({
    name: plan.name,
    method: saved.find(({ id }) => id === paymentMethodId) ?? saved[0],
  }));
  return saved
    .filter((method, index) => saved.findIndex((other) => isSameMethod(method, other)) === index)
    .map((method) => {
      const renews = charged.flatMap(({ name, method: own }) => (isSameMethod(own, method) ? [name] : []));
      return { ...method, renews, chosen: method.isDefault && renews.length === charged.length };
    });
}
