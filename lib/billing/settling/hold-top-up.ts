import type { Dispute, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { least } from "#lib/kernel/money.ts";
import { topUpDisputed } from "#lib/ledger/balance-journals.ts";
import { post } from "#lib/ledger/post.ts";
import { takenOf } from "#lib/payments/refundable.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { lockBalance } from "#lib/wallet/lock.ts";
import { topUpOf } from "#lib/wallet/top-ups.ts";

/**
 * What the payer's bank has taken back of a locked top-up leaves the balance as far as it is not spent, and is balance again when the gateway has its money again
 * (docs/decisions/0048-disputed-top-ups.md). What is as it should be already changes nothing.
 */
export async function holdTopUp(tx: Tx, charge: Transaction): Promise<void> {
  if (charge.invoiceId) return;
  const { id: transactionId, customerId, currency } = charge;
  const balance = await lockBalance(tx, customerId, currency);
  const topUp = await topUpOf(tx, charge);
  if (!topUp) return;
  const disputes = await tx.dispute.findMany({ where: { transactionId }, select: { taken: true, currency: true, openedAt: true } });
  const gone = disputes.reduce((sum, dispute) => sum + takenOf(dispute, charge), 0n);
  const missing = least(gone, charge.amount) - topUp.disputed;
  const amount = missing > 0n ? -least(missing - (await takenByHand(tx, charge, disputes)), topUp.left, balance) : -missing;
  if (amount === 0n || (amount > 0n && missing > 0n)) return;
  const entryId = await moveBalance(tx, { customerId, currency, amount, transactionId, ofId: topUp.entry.id });
  await post(tx, topUpDisputed(entryId, { currency, amount: -amount, transactionId }));
}

/** What operators have taken off the balance since the bank was asked: it may have been for that, and is not taken once more. */
async function takenByHand(tx: Tx, { customerId, currency }: Transaction, disputes: Pick<Dispute, "openedAt">[]): Promise<bigint> {
  const gte = new Date(Math.min(...disputes.map(({ openedAt }) => openedAt.getTime())));
  const byHand = { customerId, currency, amount: { lt: 0n }, invoiceId: null, transactionId: null, ofId: null, at: { gte } };
  const { _sum } = await tx.balanceEntry.aggregate({ where: byHand, _sum: { amount: true } });
  return -(_sum.amount ?? 0n);
}
