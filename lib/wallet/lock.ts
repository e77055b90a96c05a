import type { Tx } from "#lib/db/transaction.ts";

/** What a viewer has in a currency, in minor units, locked until the transaction ends. */
export async function lockBalance(tx: Tx, customerId: string, currency: string): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ amount: bigint }[]>`
    SELECT "amount" FROM "Balance" WHERE "customerId" = ${customerId}::uuid AND "currency" = ${currency} FOR UPDATE`;
  return row?.amount ?? 0n;
}
