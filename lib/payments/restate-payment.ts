import type { Transaction } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";

/** States another tax in a locked payment; its amount stays. Returns it as it is then. */
export function restatePaidTax(tx: Tx, paid: Transaction, tax: bigint): Promise<Transaction> {
  return changeRow(tx, "Transaction", paid, { tax });
}

/** States that a locked payment bought nothing. Returns it as it is then. */
export function markSurplus(tx: Tx, paid: Transaction): Promise<Transaction> {
  return changeRow(tx, "Transaction", paid, { surplus: true });
}
