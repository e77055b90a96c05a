import { type ConfirmReturnInput, confirmReturn, type Returned } from "#lib/billing/asking/confirm-return.ts";
import { isSurplusRefund } from "#lib/billing/settling/settle-payment.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { STANDING } from "#lib/subscriptions/items.ts";

/**
 * What to show for a return link. Null when there is no such thing, or it is another viewer's. Without a viewer the payment is settled
 * all the same, but nothing personal comes back. `surplus`: the money bought nothing, and is given back.
 */
export async function returnedTo(of: ConfirmReturnInput, viewer: Customer | null) {
  const outcome = await confirmReturn(of, viewer);
  if (!outcome) return null;
  const purchase = viewer?.id === outcome.customerId ? await purchaseOf(outcome) : null;
  const surplus = outcome.status === "paid" && purchase?.refunds.some(isSurplusRefund);
  return { outcome, purchase, surplus: surplus === true };
}

export type Purchase = NonNullable<Awaited<ReturnType<typeof purchaseOf>>>;

function purchaseOf({ transactionId }: Returned) {
  return db.transaction.findUnique({
    where: { id: transactionId },
    include: {
      subscription: { include: { plan: true, payer: { select: { country: true, vatId: true } }, items: STANDING } },
      order: true,
      refunds: { select: { reason: true } },
      invoice: { select: { id: true, number: true } },
    },
  });
}
