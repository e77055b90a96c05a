import type { Dispute, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { least } from "#lib/kernel/money.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import { topUpDisputed } from "#lib/ledger/balance-journals.ts";
import { post } from "#lib/ledger/post.ts";
import { takenOf } from "#lib/payments/refundable.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { lockBalance } from "#lib/wallet/lock.ts";
import { type Given, givenOf } from "#lib/wallet/top-ups.ts";

/**
 * What the payer's bank has taken back of a locked payment that is on their balance, for it was paid in or given there, leaves the balance as far as it is not spent, and is balance
 * again when the gateway has its money again (docs/decisions/0048-disputed-top-ups.md). What is as it should be already changes nothing.
 */
export async function holdGiven(tx: Tx, charge: Transaction): Promise<void> {
  if (charge.invoiceId && charge.refunded === 0n) return;
  const { id: transactionId, customerId, currency } = charge;
  const balance = await lockBalance(tx, customerId, currency);
  const refunds = await refundsInItsPlace(tx, charge);
  const given = await givenOf(tx, charge, refunds);
  if (given.length === 0) return;
  const disputes = await tx.dispute.findMany({ where: { transactionId }, select: { taken: true, currency: true, openedAt: true } });
  const gone = disputes.reduce((sum, dispute) => sum + takenOf(dispute, charge), 0n);
  // A top-up is all on the balance; of what was given there in place of a payment, what the bank took beside it.
  const twice = refunds.length === 0 ? gone : charge.refunded + gone - charge.amount;
  const missing = least(twice > 0n ? twice : 0n, sumOf(given, "amount")) - sumOf(given, "disputed");
  if (missing < 0n) return moveEach(tx, charge, given, "disputed", -missing);
  const left = missing > 0n ? missing - (await takenByHand(tx, charge, disputes)) : 0n;
  if (left > 0n) await moveEach(tx, charge, given, "left", -least(left, balance));
}

/** Puts back what is held of what was given in place of a locked payment; `holdGiven` holds again what is still missing. */
export async function releaseGiven(tx: Tx, charge: Transaction): Promise<void> {
  await lockBalance(tx, charge.customerId, charge.currency);
  const given = await givenOf(tx, charge, await refundsInItsPlace(tx, charge));
  await moveEach(tx, charge, given, "disputed", sumOf(given, "disputed"));
}

/** What was given to its payer's balance in place of a payment, the newest first. */
export function refundsInItsPlace(tx: Tx, { id: refundOfId }: Transaction): Promise<Pick<Transaction, "id">[]> {
  const where = { refundOfId, gateway: BALANCE, status: "SUCCEEDED", returnedAt: null } as const;
  return tx.transaction.findMany({ where, select: { id: true }, orderBy: { number: "desc" } });
}

function sumOf(given: Given[], what: "amount" | "left" | "disputed"): bigint {
  return given.reduce((sum, each) => sum + each[what], 0n);
}

/** Puts back, or takes off where `amount` is below 0, of each entry at most `what` it has. */
async function moveEach(tx: Tx, charge: Transaction, given: Given[], what: "left" | "disputed", amount: bigint): Promise<void> {
  const { id: transactionId, customerId, currency } = charge;
  let rest = amount < 0n ? -amount : amount;
  for (const { entryId: ofId, [what]: most } of given) {
    const part = least(rest, most);
    if (part <= 0n) continue;
    rest -= part;
    const moved = amount < 0n ? -part : part;
    const entryId = await moveBalance(tx, { customerId, currency, amount: moved, transactionId, ofId });
    await post(tx, topUpDisputed(entryId, { currency, amount: -moved, transactionId }));
  }
}

/** What operators have taken off the balance since the bank was asked: it may have been for that, and is not taken once more. */
async function takenByHand(tx: Tx, { customerId, currency }: Transaction, disputes: Pick<Dispute, "openedAt">[]): Promise<bigint> {
  const gte = new Date(Math.min(...disputes.map(({ openedAt }) => openedAt.getTime())));
  const byHand = { customerId, currency, amount: { lt: 0n }, invoiceId: null, transactionId: null, ofId: null, at: { gte } };
  const { _sum } = await tx.balanceEntry.aggregate({ where: byHand, _sum: { amount: true } });
  return -(_sum.amount ?? 0n);
}
