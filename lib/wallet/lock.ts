import type { Tx } from "#lib/db/transaction.ts";

/** What a viewer has in a currency, in minor units, locked until the transaction ends. */
export async function lockBalance(tx: Tx, customerId: string, currency: string): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ amount: bigint }[]>`
    SELECT "amount" FROM "Balance" WHERE "customerId" = ${customerId}::uuid AND "currency" = ${currency} FOR UPDATE`;
  return row?.amount ?? 0n;
}

/** Locks a code's voucher and shares its batch, if there is one, until the transaction ends: it is redeemed or withdrawn by one at a time. */
export async function lockVoucher(tx: Tx, digest: string): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "VoucherBatch" WHERE "id" = (SELECT "batchId" FROM "Voucher" WHERE "digest" = ${digest}) FOR SHARE`;
  await tx.$queryRaw`SELECT 1 FROM "Voucher" WHERE "digest" = ${digest} FOR UPDATE`;
}

/** Locks a whole batch: nobody redeems of it meanwhile. */
export async function lockVouchers(tx: Tx, batchId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "VoucherBatch" WHERE "id" = ${batchId}::uuid FOR UPDATE`;
}

/** Locks a code's gift, if there is one, until the transaction ends: it is redeemed once. */
export async function lockGift(tx: Tx, digest: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Gift" WHERE "digest" = ${digest} FOR UPDATE`;
}
