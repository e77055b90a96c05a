import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { optionalId } from "#lib/kernel/inputs.ts";
import { lockVouchers } from "./lock.ts";

/** Without `voucherId` the whole batch. */
export const revokeVouchersInput = z.object({ batchId: z.uuid("invalid"), voucherId: optionalId });
export type RevokeVouchersInput = z.output<typeof revokeVouchersInput>;

/** Nobody can redeem a voucher, or those of a batch, from now on; what was redeemed stays. @throws 404 `voucher_gone` for what is redeemed or withdrawn already. */
export function revokeVouchers({ batchId, voucherId }: RevokeVouchersInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    await lockVouchers(tx, batchId);
    const data = { revokedAt: now() };
    const { count } = voucherId
      ? await tx.voucher.updateMany({ where: { id: voucherId, batchId, redeemedAt: null, revokedAt: null }, data })
      : await tx.voucherBatch.updateMany({ where: { id: batchId, revokedAt: null }, data });
    if (count === 0) throw notFound("voucher_gone");
    const which = voucherId ? await tx.voucher.findUniqueOrThrow({ where: { id: voucherId } }) : null;
    await recordAudit(tx, {
      actor,
      action: "voucher.revoked",
      subjectType: "voucher",
      subjectId: batchId,
      after: which ? { number: which.number } : undefined,
    });
  });
}
