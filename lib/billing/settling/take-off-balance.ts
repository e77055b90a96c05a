import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { least } from "#lib/kernel/money.ts";
import type { Source } from "#lib/kernel/source.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import { balanceReturned } from "#lib/ledger/balance-journals.ts";
import { post } from "#lib/ledger/post.ts";
import { freeRefund } from "#lib/payments/count-refund.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { type GaveUp, recordReturn } from "#lib/payments/record-outcome.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { lockBalance } from "#lib/wallet/lock.ts";
import { topUpOf } from "#lib/wallet/top-ups.ts";
import { refundToBalance } from "./refund-to-balance.ts";

/**
 * So much of a locked charge went back the way it came, though it was given to its payer's balance: what was given there has come back then, the newest first, until as much is left of the
 * charge. It leaves the balance as far as it is not spent; the rest we bear, for a balance is never below zero. What is more than that is given to the balance again: a refund comes back whole,
 * and its payer has not had that twice.
 */
export async function takeOffBalance(tx: Tx, transactionId: string, amount: bigint, actor: Actor, settings: Settings): Promise<void> {
  const charge = await tx.transaction.findUniqueOrThrow({ where: { id: transactionId } });
  const given = { refundOfId: transactionId, gateway: BALANCE, status: "SUCCEEDED", returnedAt: null } as const;
  let left = charge.amount - charge.refunded;
  for (const { id } of await tx.transaction.findMany({ where: given, select: { id: true }, orderBy: { number: "desc" } })) {
    if (left >= amount) return;
    const refund = await lockTransaction(tx, id);
    const more = (await takeOff(tx, refund, transactionId, sourceOf(actor))) - (amount - left);
    left += refund.amount;
    if (more > 0n) await refundToBalance(tx, charge, { amount: more, reason: refund.reason ?? "" }, settings, actor);
  }
}

/** Of its own entry: other money of the payer's is not touched. Returns what that had left. */
async function takeOff(tx: Tx, refund: Transaction, transactionId: string, source: Source): Promise<bigint> {
  const { customerId, currency, amount } = refund;
  const balance = await lockBalance(tx, customerId, currency);
  const given = await topUpOf(tx, refund);
  const taken = given ? least(amount, given.left, balance) : 0n;
  if (given && taken > 0n) await moveBalance(tx, { customerId, currency, amount: -taken, transactionId, ofId: given.entry.id });
  await recordReturn(tx, refund, WENT_BACK, source);
  await freeRefund(tx, refund);
  await post(tx, balanceReturned(refund, taken));
  return taken;
}

const WENT_BACK: GaveUp = { status: "canceled", reason: "The money went back the way it came." };
