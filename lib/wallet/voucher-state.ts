import type { Voucher, VoucherBatch } from "#lib/db/generated/client.ts";

export type VoucherState = "redeemable" | "redeemed" | "expired" | "revoked";

type Known = Pick<Voucher, "redeemedAt" | "revokedAt"> & { batch: Pick<VoucherBatch, "expiresAt" | "revokedAt"> };

/** Whether a voucher can be redeemed at `at`, and if not, why. */
export function voucherState({ redeemedAt, revokedAt, batch }: Known, at: Date): VoucherState {
  if (redeemedAt) return "redeemed";
  if (revokedAt || batch.revokedAt) return "revoked";
  return batch.expiresAt && batch.expiresAt <= at ? "expired" : "redeemable";
}
