import { confirmReturn, type Returned } from "#lib/billing/confirm-return.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";

/** What a return page is about: `order` of a purchase, or `invoice` of a payment from the account. */
export type ReturnOf = { orderId: string } | { invoiceId: string };

/**
 * What to show for a return link. Null when there is no such thing, or it is another viewer's. Without a viewer the payment is settled
 * all the same, but nothing personal comes back.
 */
export async function returnedTo(of: ReturnOf, viewer: Customer | null) {
  const found = await db.transaction.findFirst({
    where: { ...of, kind: { in: ["CHARGE", "SETUP"] } },
    select: { customerId: true },
  });
  if (!found || (viewer && viewer.id !== found.customerId)) return null;
  const outcome = await confirmReturn(of);
  if (!outcome) return null;
  return { outcome, purchase: viewer ? await purchaseOf(outcome) : null };
}

export type Purchase = NonNullable<Awaited<ReturnType<typeof purchaseOf>>>;

function purchaseOf({ transactionId }: Returned) {
  return db.transaction.findUnique({
    where: { id: transactionId },
    include: {
      subscription: { include: { plan: true, price: true, customer: true } },
      order: true,
      refunds: { select: { reason: true } },
      invoice: { select: { id: true, number: true } },
    },
  });
}
