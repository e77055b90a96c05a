import { type ConfirmReturnInput, confirmReturn, type Returned, type ReturnStatus } from "#lib/billing/asking/confirm-return.ts";
import { FOR_NEXT_AMOUNT } from "#lib/billing/parts/next-amount.ts";
import { isSurplusRefund } from "#lib/billing/settling/give-back.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";

/**
 * `surplus`: the money bought nothing, and is given back; `instructed`: the viewer pays by what they were told; `unopened`: the gateway gave no page, so another
 * way to pay is offered.
 */
export type Outcome = ReturnStatus | "surplus" | "instructed" | "unopened";

/**
 * What to show for a return link. Null when there is no such thing, or it is another viewer's. Without a viewer the payment is settled
 * all the same, but nothing personal comes back. Who `left` the gateway's page has canceled, unless it was paid or cannot be gone on with.
 */
export async function returnedTo(of: ConfirmReturnInput, viewer: Customer | null, left: boolean, report?: string) {
  const returned = await confirmReturn(of, viewer, report);
  if (!returned) return null;
  const purchase = viewer?.id === returned.customerId ? await purchaseOf(returned) : null;
  return { returned, purchase, outcome: outcomeOf(returned, purchase, left) };
}

function outcomeOf({ status, url, instructed, unopened }: Returned, purchase: Purchase | null, left: boolean): Outcome {
  if (status === "paid") return purchase?.refunds.some(isSurplusRefund) ? "surplus" : "paid";
  if (unopened) return "unopened";
  if (left && url) return "canceled";
  return instructed ? "instructed" : status;
}

export type Purchase = NonNullable<Awaited<ReturnType<typeof purchaseOf>>>;

function purchaseOf({ transactionId }: Returned) {
  return db.transaction.findUnique({
    where: { id: transactionId },
    include: {
      subscription: { include: { ...FOR_NEXT_AMOUNT, plan: true } },
      order: { include: { gift: { select: { id: true, toName: true, toEmail: true, deliverAt: true } } } },
      refunds: { select: { reason: true } },
      invoice: { select: { id: true, number: true, total: true } },
    },
  });
}
