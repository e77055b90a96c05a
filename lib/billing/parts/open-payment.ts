import type { Transaction } from "#lib/db/generated/client.ts";
import { insertRow, insertRowNaming, isDuplicate, type NewRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { type TransactionInput, transactionDraft } from "#lib/payments/draft.ts";

/** Where a request names the order that is placed with it. */
const NAMED_IN_REQUEST = ["request", "references", "order"];

/**
 * Writes the row that must be committed before a gateway is asked, and the drafts it names with it; its id is the idempotency key. An order is placed alone.
 * @throws 409 `payment_in_progress` when the invoice or order has an open one (a partial unique index decides, not a look before).
 */
export async function openPayment(tx: Tx, input: TransactionInput, named: NewRows = {}): Promise<Transaction> {
  const { transaction, event } = transactionDraft(input);
  try {
    const { Order: [order] = [], ...others } = named;
    const also = { ...others, DomainEvent: [...(named.DomainEvent ?? []), event] };
    if (!order) return await insertRow(tx, "Transaction", transaction, also);
    return await insertRowNaming(tx, "Transaction", transaction, { of: "Order", row: order, path: NAMED_IN_REQUEST }, also);
  } catch (error) {
    if (isDuplicate(error)) throw conflict("payment_in_progress");
    throw error;
  }
}
