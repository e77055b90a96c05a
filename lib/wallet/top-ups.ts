import type { BalanceEntry, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { lotsOf } from "./lots.ts";

type Charge = Pick<Transaction, "id" | "customerId" | "currency">;

/** The entry of a payment that was put on the balance, and what of it is not spent, in minor units; null where the payment was for something else. */
export async function topUpOf(tx: Tx, { id, customerId, currency }: Charge): Promise<{ entry: BalanceEntry; left: bigint } | null> {
  const entries = await tx.balanceEntry.findMany({ where: { customerId, currency }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  const entry = entries.find(({ transactionId, amount }) => transactionId === id && amount > 0n);
  return entry ? { entry, left: lotsOf(entries).find((lot) => lot.id === entry.id)?.left ?? 0n } : null;
}
