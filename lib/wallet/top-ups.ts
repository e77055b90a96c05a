import type { BalanceEntry, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { lotsOf } from "./lots.ts";

type Charge = Pick<Transaction, "id" | "customerId" | "currency">;

/** `left`: what of it is not spent, in minor units; `disputed`: what was taken off it, for the payer's bank has taken that back. */
type TopUp = { entry: BalanceEntry; left: bigint; disputed: bigint };

/** The entry of a payment that was put on the balance; null where the payment was for something else. */
export async function topUpOf(tx: Tx, { id, customerId, currency }: Charge): Promise<TopUp | null> {
  const entries = await tx.balanceEntry.findMany({ where: { customerId, currency }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  const entry = entries.find(({ transactionId, amount }) => transactionId === id && amount > 0n);
  if (!entry) return null;
  const moved = entries.flatMap(({ transactionId, ofId, amount }) => (transactionId === id && ofId === entry.id ? [amount] : []));
  const left = lotsOf(entries).find((lot) => lot.id === entry.id)?.left ?? 0n;
  return { entry, left, disputed: moved.reduce((sum, amount) => sum - amount, 0n) };
}

/** An entry by which a payment came to the balance: what came with it, what of that is not spent, and what was taken off it, for the payer's bank has taken that back. */
export type Given = { entryId: string; amount: bigint; left: bigint; disputed: bigint };

/** The entries by which a payment came to its payer's balance: because it was paid in, or by these refunds of it. The oldest first. */
export async function givenOf(tx: Tx, payment: Charge, refunds: Pick<Transaction, "id">[]): Promise<Given[]> {
  const { id: transactionId, customerId, currency } = payment;
  const entries = await tx.balanceEntry.findMany({ where: { customerId, currency }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  const ids = new Set<string | null>([transactionId, ...refunds.map(({ id }) => id)]);
  const lots = lotsOf(entries);
  return entries.flatMap((entry) => {
    if (entry.amount < 0n || entry.ofId !== null || !ids.has(entry.transactionId)) return [];
    const moved = entries.filter(({ ofId, transactionId: by }) => ofId === entry.id && by === transactionId);
    const left = lots.find(({ id }) => id === entry.id)?.left ?? 0n;
    return [{ entryId: entry.id, amount: entry.amount, left, disputed: moved.reduce((sum, { amount }) => sum - amount, 0n) }];
  });
}
