import type { Customer, Invoice, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Source } from "#lib/kernel/source.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { openPayment } from "./open-payment.ts";
import { paymentOf } from "./payment-of.ts";

/** A payment of `amount` from the payer's balance, which has it: taken off, and to be settled in the same database transaction. The caller holds the locks of both. */
export async function openFromBalance(tx: Tx, invoice: Invoice, payer: Customer, amount: bigint, source: Source): Promise<Transaction> {
  const paid = await paymentOf(tx, invoice, payer, amount);
  const opened = await openPayment(tx, { ...paid, source, gateway: BALANCE, request: undefined });
  await moveBalance(tx, { customerId: payer.id, currency: invoice.currency, amount: -amount, transactionId: opened.id });
  return opened;
}
