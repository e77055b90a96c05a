import { type Actor, recordAudit, SYSTEM, sourceOf } from "#lib/audit/audit.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import { countRefund } from "#lib/payments/count-refund.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { writeRefund } from "./open-refund.ts";
import { settleRefund } from "./settle-refund.ts";

/**
 * Gives back what its gateway cannot, or what an operator gives as balance: a refund like any other, credited and told, whose money the viewer finds on
 * their balance. Returns its id. @throws 409 `not_refundable` of what was put on the balance itself
 */
export async function refundToBalance(
  tx: Tx,
  charge: Transaction,
  { amount, reason }: { amount: bigint; reason: string },
  settings: Settings,
  actor: Actor = SYSTEM,
): Promise<string> {
  if (!charge.invoiceId && !charge.surplus) throw conflict("not_refundable"); // it is on the balance
  const refund = await writeRefund(tx, charge, { amount, reason, source: sourceOf(actor), gateway: BALANCE });
  await countRefund(tx, refund);
  await settleRefund(tx, refund, { status: "succeeded" }, sourceOf(actor), settings);
  await moveBalance(tx, { customerId: charge.customerId, currency: charge.currency, amount, transactionId: refund.id });
  await recordAudit(tx, {
    actor,
    action: "transaction.refunded",
    subjectType: "transaction",
    subjectId: charge.id,
    after: { amount, reason, refund: refund.number, to: BALANCE },
  });
  return refund.id;
}
