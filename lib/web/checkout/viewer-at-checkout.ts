import { db } from "#lib/db/client.ts";
import { LIVE } from "#lib/subscriptions/state.ts";

export type CheckoutViewer = { live: { planId: string; plan: { name: string } }[]; balance: bigint };

/** What the checkout asks of a viewer, in one statement: their running subscriptions, and what they have with us in the currency. */
export async function viewerAtCheckout(customerId: string, currency: string): Promise<CheckoutViewer> {
  const { subscriptions, balances } = await db.customer.findUniqueOrThrow({
    relationLoadStrategy: "join",
    where: { id: customerId },
    select: {
      subscriptions: { where: { status: { in: LIVE } }, select: { planId: true, plan: { select: { name: true } } } },
      balances: { where: { currency }, select: { amount: true } },
    },
  });
  return { live: subscriptions, balance: balances[0]?.amount ?? 0n };
}
