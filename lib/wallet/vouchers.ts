import type { Price, Voucher, VoucherBatch } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { voucherDigest } from "./voucher-code.ts";
import { voucherState } from "./voucher-state.ts";

export type VoucherWithBatch = Voucher & { batch: VoucherBatch & { price: Price | null } };

/**
 * The voucher of a code that can be redeemed now.
 * @throws DomainError at `code`: `voucher_unknown`, which may be a guess, `voucher_redeemed`, `voucher_expired`, `voucher_revoked`.
 */
export async function findVoucher(tx: Tx, code: string): Promise<VoucherWithBatch> {
  const voucher = await tx.voucher.findUnique({ where: { digest: voucherDigest(code) }, include: { batch: { include: { price: true } } } });
  if (!voucher) throw new DomainError("voucher_unknown", { field: "code" });
  const state = voucherState(voucher, now());
  if (state !== "redeemable") throw new DomainError(`voucher_${state}`, { field: "code" });
  return voucher;
}

/** It is redeemed by a viewer from now on. The caller holds its lock. */
export async function takeVoucher(tx: Tx, id: string, customerId: string): Promise<void> {
  await tx.voucher.update({ where: { id }, data: { customerId, redeemedAt: now() } });
}
