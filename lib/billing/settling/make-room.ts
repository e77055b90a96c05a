import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { ReportedRefund } from "#lib/payments/gateway-adjustments.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { recordOutcome } from "#lib/payments/record-outcome.ts";
import { freeGiven } from "./count-given.ts";

/**
 * Makes room under a locked charge for a refund that the gateway has made. What we have asked for and it has not reported cannot go through beside
 * it: it is refused here, as the gateway will. Should it go through all the same, settleRefund counts it again.
 * Whether there is room; where the gateway says that it gave back more than was paid nothing is refused.
 */
export async function makeRoom(tx: Tx, { id }: Transaction, amount: bigint, reported: ReportedRefund[], source: Source): Promise<boolean> {
  const charge = await tx.transaction.findUniqueOrThrow({ where: { id }, select: { amount: true, refunded: true } });
  let missing = charge.refunded + amount - charge.amount;
  if (missing <= 0n) return true;
  const asked = await askedBeside(tx, id, reported);
  if (asked.reduce((sum, refund) => sum + refund.amount, 0n) < missing) return false;
  for (const refund of asked) {
    if (missing <= 0n) break;
    const reason = "As much was given back at the gateway meanwhile.";
    await recordOutcome(tx, refund, { status: "declined", retry: "final", code: "refunded_meanwhile", reason }, source);
    await freeGiven(tx, refund);
    missing -= refund.amount;
  }
  return true;
}

/** The refunds of a charge that we have asked for and the gateway does not report, the newest first; locked. */
async function askedBeside(tx: Tx, refundOfId: string, reported: ReportedRefund[]): Promise<Transaction[]> {
  const asked = await tx.transaction.findMany({ where: { refundOfId, settledAt: null }, orderBy: { number: "desc" } });
  const locked: Transaction[] = [];
  for (const { id, gatewayReference } of asked) {
    if (reported.some(({ transactionId, reference }) => transactionId === id || reference === gatewayReference)) continue;
    const refund = await lockTransaction(tx, id);
    if (!refund.settledAt) locked.push(refund);
  }
  return locked;
}
