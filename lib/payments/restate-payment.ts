import type { Transaction } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";

/** States another tax in a locked payment; its amount stays. Returns it as it is then. */
export function restatePaidTax(tx: Tx, { id }: Transaction, tax: bigint): Promise<Transaction> {
  return changeRow(tx, "Transaction", id, { tax });
}

/** States that a locked payment bought nothing. Returns it as it is then. */
export function markSurplus(tx: Tx, { id }: Transaction): Promise<Transaction> {
  return changeRow(tx, "Transaction", id, { surplus: true });
}
