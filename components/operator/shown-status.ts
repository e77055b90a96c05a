import type { TransactionKind, TransactionStatus } from "#lib/db/generated/client.ts";

type Shown = { kind: TransactionKind; status: TransactionStatus; amount: bigint; refunded: bigint };

/** How a transaction stands for a reader: a payment that was given back is not simply a success. */
export function shownStatus({ kind, status, amount, refunded }: Shown): TransactionStatus | "REFUNDED" | "PART_REFUNDED" {
  if (kind !== "CHARGE" || status !== "SUCCEEDED" || refunded === 0n) return status;
  return refunded < amount ? "PART_REFUNDED" : "REFUNDED";
}
