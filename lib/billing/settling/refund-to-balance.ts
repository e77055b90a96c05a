import { type Actor, recordAudit, SYSTEM, sourceOf } from "#lib/audit/audit.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import { countRefund } from "#lib/payments/count-refund.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { writeRefund } from "./open-refund.ts";
import { bookRefund, settleRefund } from "./settle-refund.ts";

type Given = {
  amount: bigint;
  reason: string;
  /** The refund of which this is what its payer keeps. They were told of that one; what they have `spent` of it does not reach the balance again. */
  inPlaceOf?: { id: string; spent: bigint };
};

/**
 * Gives back what its gateway cannot, or what an operator gives as balance: a refund like any other, credited and told, whose money the viewer finds on
 * their balance. Returns its id. @throws 409 `not_refundable` of what was put on the balance itself
 */
export async function refundToBalance(
  tx: Tx,
  charge: Transaction,
  { amount, reason, inPlaceOf }: Given,
  settings: Settings,
  actor: Actor = SYSTEM,
): Promise<string> {
  if (!charge.invoiceId && !charge.surplus) throw conflict("not_refundable"); // it is on the balance
  const refund = await writeRefund(tx, charge, { amount, reason, source: sourceOf(actor), gateway: BALANCE });
  await countRefund(tx, refund);
  await (inPlaceOf ? bookRefund : settleRefund)(tx, refund, { status: "succeeded" }, sourceOf(actor), settings);
  const comes = amount - (inPlaceOf?.spent ?? 0n);
  const { customerId, currency } = charge;
  if (comes > 0n) await moveBalance(tx, { customerId, currency, amount: comes, transactionId: refund.id });
  await recordAudit(tx, {
    actor,
    action: "transaction.refunded",
    subjectType: "transaction",
    subjectId: charge.id,
    after: { amount, reason, refund: refund.number, to: BALANCE, ...(inPlaceOf && { inPlaceOf: inPlaceOf.id }) },
  });
  return refund.id;
}
