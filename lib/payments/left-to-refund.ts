import { type Dispute, Prisma, type Transaction } from "#lib/db/generated/client.ts";

/** What of a charge may still be given back: neither what was refunded, nor what the payer's bank has taken. */
export function leftToRefund({ amount, refunded }: Pick<Transaction, "amount" | "refunded">, disputes: Pick<Dispute, "taken">[]): bigint {
  const left = disputes.reduce((rest, { taken }) => rest - taken, amount - refunded);
  return left > 0n ? left : 0n;
}

/** The same in SQL, of the charges `t`. */
export const LEFT_TO_REFUND = Prisma.sql`
  greatest(t."amount" - t."refunded" - coalesce((SELECT sum(d."taken") FROM "Dispute" d WHERE d."transactionId" = t."id"), 0), 0)`;
