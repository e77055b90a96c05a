import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { least } from "#lib/kernel/money.ts";
import { balanceReturned } from "#lib/ledger/balance-journals.ts";
import { post } from "#lib/ledger/post.ts";
import { freeRefund } from "#lib/payments/count-refund.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { type GaveUp, recordReturn } from "#lib/payments/record-outcome.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { lockBalance } from "#lib/wallet/lock.ts";
import { topUpOf } from "#lib/wallet/top-ups.ts";
import { refundsInItsPlace, releaseGiven } from "./hold-given.ts";
import { refundToBalance } from "./refund-to-balance.ts";

/**
 * So much of a locked charge went back the way it came, though it was given to its payer's balance: what was given there has come back then, the newest first, until as much is left of the
 * charge. A refund comes back whole; what of it is more than that is given to the balance again. What an open dispute holds of it is held anew when the caller counts what went back.
 */
export async function takeOffBalance(tx: Tx, transactionId: string, amount: bigint, actor: Actor, settings: Settings): Promise<void> {
  const charge = await tx.transaction.findUniqueOrThrow({ where: { id: transactionId } });
  let left = charge.amount - charge.refunded;
  if (left >= amount) return;
  await releaseGiven(tx, charge);
  for (const { id } of await refundsInItsPlace(tx, charge)) {
    if (left >= amount) return;
    const refund = await lockTransaction(tx, id);
    const kept = refund.amount - (amount - left);
    await takeOff(tx, { charge, refund, kept: kept > 0n ? kept : 0n }, actor, settings);
    left += refund.amount;
  }
}

type Back = { charge: Transaction; refund: Transaction; kept: bigint };

/**
 * Of a refund's own entry: other money of its payer's is not touched. What they have spent of it counts to what they keep; what they spent beyond that we bear, for a balance is never below
 * zero.
 */
async function takeOff(tx: Tx, { charge, refund, kept }: Back, actor: Actor, settings: Settings): Promise<void> {
  const { id, customerId, currency, amount } = refund;
  const balance = await lockBalance(tx, customerId, currency);
  const given = await topUpOf(tx, refund);
  const found = given ? least(amount, given.left, balance) : 0n;
  if (given && found > 0n) await moveBalance(tx, { customerId, currency, amount: -found, transactionId: charge.id, ofId: given.entry.id });
  await recordReturn(tx, refund, WENT_BACK, sourceOf(actor));
  await freeRefund(tx, refund);
  const spent = least(amount - found, kept);
  const inPlaceOf = { id, spent };
  if (kept > 0n) await refundToBalance(tx, charge, { amount: kept, reason: refund.reason ?? "", inPlaceOf }, settings, actor);
  await post(tx, balanceReturned(refund, found + spent));
}

const WENT_BACK: GaveUp = { status: "canceled", reason: "The money went back the way it came." };
