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
 * @throws when the gateway has given back more than was paid.
 */
export async function makeRoom(
  tx: Tx,
  { id, number }: Transaction,
  amount: bigint,
  reported: ReportedRefund[],
  source: Source,
): Promise<void> {
  const charge = await tx.transaction.findUniqueOrThrow({ where: { id }, select: { amount: true, refunded: true } });
  let missing = charge.refunded + amount - charge.amount;
  const asked =
    missing > 0n ? await tx.transaction.findMany({ where: { refundOfId: id, settledAt: null }, orderBy: { number: "desc" } }) : [];
  for (const { id: refundId, gatewayReference } of asked) {
    if (missing <= 0n || reported.some(({ transactionId, reference }) => transactionId === refundId || reference === gatewayReference))
      continue;
    const refund = await lockTransaction(tx, refundId);
    if (refund.settledAt) continue;
    const reason = "As much was given back at the gateway meanwhile.";
    await recordOutcome(tx, refund, { status: "declined", retry: "final", code: "refunded_meanwhile", reason }, source);
    await freeGiven(tx, refund);
    missing -= refund.amount;
  }
  if (missing > 0n) throw new Error(`The gateway gave back more of transaction ${number} than was paid`);
}
