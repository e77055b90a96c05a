import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { feeTaken, toppedUp } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import { moveBalance } from "#lib/wallet/balance.ts";

/** A payment that pays no invoice is put on the payer's balance. */
export async function topUp(tx: Tx, paid: Transaction): Promise<void> {
  const { id: transactionId, customerId, currency, amount } = paid;
  await post(tx, toppedUp(paid), ...(paid.fee ? [feeTaken(paid, paid.fee)] : []));
  await moveBalance(tx, { customerId, currency, amount, transactionId });
}
