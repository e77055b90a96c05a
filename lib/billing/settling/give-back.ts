import { SYSTEM } from "#lib/audit/audit.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { leftToRefund, mayRefund } from "#lib/payments/refundable.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { NotDelivered } from "./deliver-subscription.ts";
import { openRefund } from "./open-refund.ts";
import { refundToBalance } from "./refund-to-balance.ts";

/** Why a payment bought nothing, kept as its refund's reason: the invoice was paid before, or there is nothing to deliver for it. */
const SURPLUS = [
  "paid_twice",
  "balance_short",
  "balance_full",
  "already_subscribed",
  "paid_in_store",
  "trial_used",
  "coupon_used",
  "coupon_not_first",
  "ended",
  "changed_meanwhile",
] as const satisfies (NotDelivered | "paid_twice" | "balance_short" | "balance_full")[];
export type Surplus = (typeof SURPLUS)[number];

/** Whether a refund gives back money that bought nothing. */
export function isSurplusRefund({ reason }: Pick<Transaction, "reason">): boolean {
  return SURPLUS.some((surplus) => surplus === reason);
}

/**
 * Writes the refunds down; reconcile-payments asks the gateways for them. Where nothing was delivered, all that was paid for the invoice goes back.
 * What cannot go back the way it came is the viewer's balance.
 */
export async function giveBack(tx: Tx, paid: Transaction, reason: Surplus, settings: Settings): Promise<void> {
  const others = { invoiceId: paid.invoiceId, kind: "CHARGE", status: "SUCCEEDED", surplus: false, id: { not: paid.id } } as const;
  const charges = paid.surplus ? [paid] : [paid, ...(await tx.transaction.findMany({ where: others }))];
  const disputes = await tx.dispute.findMany({ where: { transactionId: { in: charges.map(({ id }) => id) } } });
  for (const charge of charges) {
    const amount = leftToRefund(
      charge,
      disputes.filter(({ transactionId }) => transactionId === charge.id),
    );
    if (amount === 0n) continue;
    if (mayRefund(charge, amount)) await openRefund(tx, { transactionId: charge.id, amount, reason }, SYSTEM);
    else await refundToBalance(tx, charge, { amount, reason }, settings);
  }
}
