import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { least } from "#lib/kernel/money.ts";
import { topUpMissing, topUpTaken } from "#lib/ledger/balance-journals.ts";
import { post } from "#lib/ledger/post.ts";
import { countRefund, freeRefund } from "#lib/payments/count-refund.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { lockBalance } from "#lib/wallet/lock.ts";
import { topUpOf } from "#lib/wallet/top-ups.ts";
import { holdGiven } from "./hold-given.ts";

/** Counts a refund in its charge. Of a top-up it is taken off the balance in the same moment, so that nobody spends what is on its way back. */
export async function countGiven(tx: Tx, refund: Transaction): Promise<void> {
  await countRefund(tx, refund);
  const topUp = await refundedTopUp(tx, refund);
  if (!topUp) return;
  const { id: transactionId, customerId, currency, amount } = refund;
  const taken = least(amount, await lockBalance(tx, customerId, currency));
  if (taken > 0n) {
    const entryId = await moveBalance(tx, { customerId, currency, amount: -taken, transactionId, ofId: topUp.entry.id });
    await post(tx, topUpTaken(entryId, { currency, amount: taken, transactionId }));
  }
  if (taken < amount) await post(tx, topUpMissing(refund, amount - taken));
}

/**
 * A refund that did not go through is not counted any more; what it took off the balance of a top-up is balance again, and nothing else: unless the payer's bank has taken it back
 * meanwhile, which is why such refunds fail.
 */
export async function freeGiven(tx: Tx, refund: Transaction): Promise<void> {
  await freeRefund(tx, refund);
  const topUp = await refundedTopUp(tx, refund);
  if (!topUp) return;
  const { id: transactionId, customerId, currency, amount } = refund;
  const moved = await tx.balanceEntry.aggregate({ where: { transactionId }, _sum: { amount: true } });
  const taken = -(moved._sum.amount ?? 0n);
  if (taken > 0n) {
    const entryId = await moveBalance(tx, { customerId, currency, amount: taken, transactionId, ofId: topUp.entry.id });
    await post(tx, topUpTaken(entryId, { currency, amount: -taken, transactionId }));
  }
  if (taken < amount) await post(tx, topUpMissing(refund, taken - amount));
  await holdGiven(tx, await tx.transaction.findUniqueOrThrow({ where: { id: refund.refundOfId! } }));
}

/** What a refund gives back of a top-up; null of any other. */
async function refundedTopUp(tx: Tx, { invoiceId, refundOfId, customerId, currency }: Transaction) {
  return invoiceId === null && refundOfId ? topUpOf(tx, { id: refundOfId, customerId, currency }) : null;
}
